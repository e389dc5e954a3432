import json
import uuid

import django.db.models.deletion
import transcripts.models.derived
from django.conf import settings
from django.db import migrations, models
from transcripts.text.armenian.ordering import sort_key


def put_in_order(apps, schema_editor):
    """Titles get their places in the alphabet; a saved search becomes a view that asks for nothing else."""
    Recording = apps.get_model("transcripts", "Recording")
    rows = Recording.objects.only("title", "title_key")
    for row in rows.iterator(chunk_size=500):
        Recording.objects.filter(pk=row.pk).update(title_key=sort_key(row.title))
    SavedSearch = apps.get_model("transcripts", "SavedSearch")
    for saved in SavedSearch.objects.all():
        view = json.dumps({"q": saved.q}, ensure_ascii=False, sort_keys=True)
        SavedSearch.objects.filter(pk=saved.pk).update(name=saved.q[:100], view=view)


class Migration(migrations.Migration):

    dependencies = [
        ('transcripts', '0008_teams_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(choices=[('moved', 'moved to a folder'), ('tagged', 'given a tag'), ('untagged', 'relieved of a tag'), ('removed', 'moved to the trash')], max_length=10, verbose_name='act')),
                ('before', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='done')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
            ],
            options={
                'verbose_name': 'change of several recordings',
                'verbose_name_plural': 'changes of several recordings',
            },
        ),
        migrations.CreateModel(
            name='Folder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('folded', transcripts.models.derived.FoldedName(editable=False, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
            options={
                'verbose_name': 'folder',
                'verbose_name_plural': 'folders',
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, verbose_name='name')),
                ('folded', transcripts.models.derived.FoldedName(editable=False, max_length=300)),
                ('colour', models.CharField(choices=[('stone', 'stone'), ('pomegranate', 'pomegranate'), ('apricot', 'apricot'), ('gold', 'gold'), ('pine', 'pine'), ('lake', 'lake'), ('plum', 'plum')], default='stone', max_length=12, verbose_name='colour')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
            },
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'tag of a recording',
                'verbose_name_plural': 'tags of recordings',
            },
        ),
        migrations.AddField(
            model_name='recording',
            name='index_waits',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='recording',
            name='note',
            field=models.TextField(blank=True, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='recording',
            name='title_key',
            field=transcripts.models.derived.TitleKey(default=b''),
        ),
        migrations.AddField(
            model_name='savedsearch',
            name='name',
            field=models.CharField(default='', max_length=100, verbose_name='name'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='savedsearch',
            name='view',
            field=models.CharField(default='', max_length=1000, verbose_name='view'),
            preserve_default=False,
        ),
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='savedsearch',
            name='a_search_is_saved_once',
        ),
        migrations.RemoveField(
            model_name='savedsearch',
            name='q',
        ),
        migrations.AddConstraint(
            model_name='savedsearch',
            constraint=models.UniqueConstraint(fields=('user', 'view'), name='a_view_is_saved_once'),
        ),
        migrations.AddField(
            model_name='arrangement',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='folder',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='children', to='transcripts.folder', verbose_name='in'),
        ),
        migrations.AddField(
            model_name='folder',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='folders', to='transcripts.team', verbose_name='team'),
        ),
        migrations.AddField(
            model_name='recording',
            name='folder',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recordings', to='transcripts.folder', verbose_name='folder'),
        ),
        migrations.AddField(
            model_name='upload',
            name='folder',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='transcripts.folder', verbose_name='folder'),
        ),
        migrations.AddField(
            model_name='tag',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='transcripts.team', verbose_name='team'),
        ),
        migrations.AddField(
            model_name='tagging',
            name='recording',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='transcripts.recording'),
        ),
        migrations.AddField(
            model_name='tagging',
            name='tag',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='transcripts.tag'),
        ),
        migrations.AddField(
            model_name='recording',
            name='tags',
            field=models.ManyToManyField(blank=True, related_name='recordings', through='transcripts.Tagging', to='transcripts.tag', verbose_name='tags'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(fields=['team', 'title_key', 'id'], name='recordings_by_title'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(fields=['team', 'duration', 'id'], name='recordings_by_length'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(fields=['folder', '-created_at', '-id'], name='recordings_of_a_folder'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(condition=models.Q(('deleted_at', None), ('private', False)), fields=['team', 'folder'], name='recordings_counted'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(condition=models.Q(('private', True)), fields=['team'], name='recordings_private'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['team'], name='recordings_in_the_trash'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(condition=models.Q(('index_waits', True)), fields=['id'], name='recordings_index_waits'),
        ),
        migrations.AddConstraint(
            model_name='folder',
            constraint=models.UniqueConstraint(condition=models.Q(('parent', None)), fields=('team', 'folded'), name='one_folder_of_a_name_at_the_top'),
        ),
        migrations.AddConstraint(
            model_name='folder',
            constraint=models.UniqueConstraint(fields=('parent', 'folded'), name='one_folder_of_a_name_in_a_folder'),
        ),
        migrations.AddConstraint(
            model_name='folder',
            constraint=models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='a_folder_is_not_in_itself'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(fields=('team', 'folded'), name='one_tag_of_a_name'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('colour__in', ['stone', 'pomegranate', 'apricot', 'gold', 'pine', 'lake', 'plum'])), name='colour_is_known'),
        ),
        migrations.AddIndex(
            model_name='tagging',
            index=models.Index(fields=['tag', 'recording'], name='recordings_of_a_tag'),
        ),
        migrations.AddConstraint(
            model_name='tagging',
            constraint=models.UniqueConstraint(fields=('recording', 'tag'), name='a_tag_once_on_a_recording'),
        ),
    ]
