from django.db import migrations, models

import transcripts.models.transcript

POSTGRESQL = """
UPDATE transcripts_paragraph SET text = coalesce((
    SELECT string_agg(one.word ->> 0, ' ' ORDER BY one.place)
    FROM jsonb_array_elements(words) WITH ORDINALITY AS one (word, place)
), '')
"""
SQLITE = """
UPDATE transcripts_paragraph SET text = coalesce((
    SELECT group_concat(json_extract(value, '$[0]'), ' ') FROM (SELECT value FROM json_each(words) ORDER BY key)
), '')
"""


def write_down(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


class Migration(migrations.Migration):

    dependencies = [
        ('transcripts', '0021_runs'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                # Only how it is written from now on: no table need be made anew.
                migrations.AlterField(
                    model_name='paragraph',
                    name='words',
                    field=models.JSONField(encoder=transcripts.models.transcript.Letters, verbose_name='words'),
                ),
            ],
        ),
        migrations.AddField(
            model_name='paragraph',
            name='text',
            field=models.TextField(default='', verbose_name='text'),
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.CheckConstraint(condition=models.Q(('length', 0), models.Q(('text', ''), _negated=True), _connector='OR'), name='paragraph_has_its_text'),
        ),
    ]
