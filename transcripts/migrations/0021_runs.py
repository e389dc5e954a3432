"""What a version consists of is stored as runs from now on; nothing in the database changes its type, and older rows are read as they are."""

from django.db import migrations

import transcripts.models.runs


class Migration(migrations.Migration):
    dependencies = [("transcripts", "0020_moved")]

    operations = [
        migrations.SeparateDatabaseAndState(
            # Told to the database, SQLite would write the whole table anew.
            state_operations=[
                migrations.AlterField(
                    model_name="revision",
                    name="order",
                    field=transcripts.models.runs.IdsField(default=list, verbose_name="paragraphs"),
                ),
            ]
        )
    ]
