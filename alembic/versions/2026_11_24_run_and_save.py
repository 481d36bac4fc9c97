"""Add people and what they keep, prompts, captures, runs, and the tables of the queue"""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

revision = "2026_11_24_run_and_save"
down_revision = "2026_11_24_measure_and_find"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of procrastinate 3.10, which pyproject.toml pins: its own migrations follow in ours when the pin moves.
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("recovery_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("folded", name=op.f("uq_people_folded")),
    )
    op.create_table(
        "runs",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("request", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("step", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("of", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_revision"), "runs", ["revision"], unique=False)
    op.create_index(op.f("ix_runs_state"), "runs", ["state"], unique=False)
    op.create_table(
        "prompt_sets",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("n_prompts", sa.Integer(), nullable=False),
        sa.Column("n_tokens", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("public", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_prompt_sets_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_sets")),
        sa.UniqueConstraint("revision", "name", name=op.f("uq_prompt_sets_revision_name")),
    )
    op.create_index(op.f("ix_prompt_sets_owner_id"), "prompt_sets", ["owner_id"], unique=False)
    op.create_table(
        "saved_directions",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=False),
        sa.Column("d", sa.Integer(), nullable=False),
        sa.Column("origin", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("norm", sa.Double(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_saved_directions_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_saved_directions")),
    )
    op.create_index(
        "uq_saved_directions_title",
        "saved_directions",
        ["owner_id", "revision", "title"],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_saved_directions_revision"), "saved_directions", ["revision"], unique=False)
    op.create_table(
        "captures",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("prompt_set_id", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("parts", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("n_prompts", sa.Integer(), nullable=False),
        sa.Column("n_tokens", sa.Integer(), nullable=False),
        sa.Column("n_shown", sa.Integer(), nullable=False),
        sa.Column("n_shards", sa.Integer(), nullable=False),
        sa.Column("code_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["prompt_set_id"], ["prompt_sets.id"], name=op.f("fk_captures_prompt_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_captures")),
    )
    op.create_index(op.f("ix_captures_revision"), "captures", ["revision"], unique=False)
    op.create_table(
        "descriptions",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_descriptions_author_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["direction"], ["saved_directions.name"], name=op.f("fk_descriptions_direction"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_descriptions")),
        sa.UniqueConstraint("direction", "author_id", name=op.f("uq_descriptions_direction_author_id")),
    )
    op.create_table(
        "prompts",
        sa.Column("prompt_set_id", sa.Integer(), nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ids", sa.ARRAY(sa.Integer()), nullable=False),
        sa.ForeignKeyConstraint(
            ["prompt_set_id"], ["prompt_sets.id"], name=op.f("fk_prompts_prompt_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("prompt_set_id", "index", name=op.f("pk_prompts")),
    )
    op.create_table(
        "shards",
        sa.Column("capture", sa.String(), nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["capture"], ["captures.name"], name=op.f("fk_shards_capture"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("capture", "index", "site", name=op.f("pk_shards")),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("capture", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("layer", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=True),
        sa.Column("hook", sa.String(), nullable=False),
        sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("d", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("measured", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("n_rows", sa.Integer(), nullable=False),
        sa.Column("mean", sa.LargeBinary(), nullable=True),
        sa.Column("scatter", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["capture"], ["captures.name"], name=op.f("fk_sites_capture"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("capture", "name", name=op.f("uq_sites_capture_name")),
    )
    op.create_table(
        "votes",
        sa.Column("description_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value IN (-1, 1)", name="ck_votes_value"),
        sa.ForeignKeyConstraint(
            ["description_id"], ["descriptions.id"], name=op.f("fk_votes_description_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_votes_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("description_id", "person_id", name=op.f("pk_votes")),
    )
    op.create_table(
        "site_bases",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position_0", sa.Boolean(), nullable=False),
        sa.Column("scaled", sa.Boolean(), nullable=False),
        sa.Column("n_rows", sa.Integer(), nullable=False),
        sa.Column("n_components", sa.Integer(), nullable=False),
        sa.Column("variance_shares", sa.ARRAY(sa.Double()), nullable=False),
        sa.Column("total_variance", sa.Double(), nullable=False),
        sa.Column("near_equal", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("center_scores", sa.ARRAY(sa.Double()), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("scale", sa.LargeBinary(), nullable=True),
        sa.Column("center", sa.LargeBinary(), nullable=False),
        sa.Column("components", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_bases_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_bases")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_site_bases_site_id_name")),
    )
    op.create_table(
        "site_vectors",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_vectors_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("site_id", "prompt", name=op.f("pk_site_vectors")),
    )
    op.add_column("models", sa.Column("directory", sa.String(), nullable=True))
    op.add_column("models", sa.Column("first_token", sa.Integer(), nullable=True))
    for table, column in (("site_vectors", "data"), ("shards", "data")):
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")


_DROP_QUEUE = """
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT oid::regclass AS name FROM pg_class WHERE relkind = 'r' AND relname LIKE 'procrastinate\\_%' LOOP
    EXECUTE format('DROP TABLE %s CASCADE', each.name);
  END LOOP;
  FOR each IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', each.name);
  END LOOP;
  FOR each IN SELECT oid::regtype AS name FROM pg_type WHERE typname LIKE 'procrastinate\\_%' LOOP
    EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', each.name);
  END LOOP;
END $$
"""


def downgrade() -> None:
    op.drop_column("models", "first_token")
    op.drop_column("models", "directory")
    for table in (
        "site_vectors",
        "site_bases",
        "votes",
        "sites",
        "shards",
        "prompts",
        "descriptions",
        "captures",
        "saved_directions",
        "prompt_sets",
        "runs",
        "people",
    ):
        op.drop_table(table)
    op.get_bind().exec_driver_sql(_DROP_QUEUE.replace("%", "%%"))
