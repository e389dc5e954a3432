import django.db.models.deletion
import transcripts.models.index
from django.conf import settings
from django.db import migrations, models

# Keys that wait to be sorted into the index are read one by one by each search: few of them may wait.
POSTGRESQL = """
CREATE INDEX transcripts_indexentry_keys ON transcripts_indexentry
USING gin (keys) WITH (fastupdate = on, gin_pending_list_limit = 512)
"""
# Without positions and without the keys themselves, which are in the row. A deleted entry must be described by what was
# indexed of it, which the triggers know. They are lost where Django makes the table anew on SQLite (most changes of its
# columns do): such a migration has to make them again.
SQLITE = (
    """
CREATE VIRTUAL TABLE transcripts_wordindex
USING fts5(keys, content='', detail=none, columnsize=0, tokenize='ascii')
""",
    """
CREATE TRIGGER transcripts_indexentry_in AFTER INSERT ON transcripts_indexentry BEGIN
  INSERT INTO transcripts_wordindex(rowid, keys) VALUES (new.id, new.keys);
END
""",
    """
CREATE TRIGGER transcripts_indexentry_out AFTER DELETE ON transcripts_indexentry BEGIN
  INSERT INTO transcripts_wordindex(transcripts_wordindex, rowid, keys) VALUES ('delete', old.id, old.keys);
END
""",
    """
CREATE TRIGGER transcripts_indexentry_anew AFTER UPDATE OF keys ON transcripts_indexentry
WHEN old.keys <> new.keys BEGIN
  INSERT INTO transcripts_wordindex(transcripts_wordindex, rowid, keys) VALUES ('delete', old.id, old.keys);
  INSERT INTO transcripts_wordindex(rowid, keys) VALUES (new.id, new.keys);
END
""",
)


def make_searchable(apps, schema_editor):
    for statement in [POSTGRESQL] if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def make_unsearchable(apps, schema_editor):
    """The index and the triggers go with their table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE transcripts_wordindex")


class Migration(migrations.Migration):

    dependencies = [
        ('transcripts', '0005_corrections'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recording', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='index_entry', to='transcripts.recording', verbose_name='recording')),
                ('team', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='transcripts.team', verbose_name='team')),
                ('keys', transcripts.models.index.KeysField(verbose_name='keys')),
                ('edition', models.CharField(max_length=40, verbose_name='edition')),
            ],
            options={
                'verbose_name': 'index entry',
                'verbose_name_plural': 'index entries',
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('q', models.CharField(max_length=300, verbose_name='search')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='saved')),
            ],
            options={
                'verbose_name': 'saved search',
                'verbose_name_plural': 'saved searches',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('user', 'q'), name='a_search_is_saved_once')],
            },
        ),
        migrations.AddField(
            model_name='paragraph',
            name='keys',
            field=models.BinaryField(null=True),
        ),
        migrations.AlterField(
            model_name='recording',
            name='file',
            field=models.FileField(blank=True, max_length=200, upload_to='', verbose_name='file'),
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(condition=models.Q(('search_text', ''), _negated=True), fields=['team'], name='recordings_to_be_indexed'),
        ),
        migrations.RunPython(make_searchable, make_unsearchable),
    ]
