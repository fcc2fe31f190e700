"""Rules about columns: money, times, choices, JSON, and rows that can be restored."""

from __future__ import annotations

from typing import Final

from wedforms.database.catalogue.rule import Rule

RULES: Final = (
    Rule(
        "enum_type",
        "is an enum; text with a CHECK is what this schema uses",
        """
        select typname, '' from pg_type
        where typtype = 'e' and typnamespace = to_regnamespace('public')
        """,
    ),
    Rule(
        "enum_column",
        "is of an enum type, whose comparison is not leakproof",
        """
        select relname || '.' || attname, typname
        from ours join pg_attribute on attrelid = ours.oid and not attisdropped
        join pg_type on pg_type.oid = atttypid where typtype = 'e'
        """,
    ),
    Rule(
        "time_without_zone",
        "is a moment without a time zone",
        """
        select relname || '.' || attname, format_type(atttypid, null)
        from ours join pg_attribute on attrelid = ours.oid and not attisdropped
        where atttypid in ('timestamp'::regtype, 'timetz'::regtype)
        """,
    ),
    Rule(
        "inexact_number",
        "is a number that cannot hold money exactly",
        """
        select relname || '.' || attname, format_type(atttypid, atttypmod)
        from ours join pg_attribute on attrelid = ours.oid and not attisdropped
        where atttypid in (
                'float4'::regtype, 'float8'::regtype, 'money'::regtype, 'numeric'::regtype)
            and relname || '.' || attname <> all (%(not_money)s)
        """,
    ),
    Rule(
        "json_column",
        "is json; jsonb is what this schema uses",
        """
        select relname || '.' || attname, ''
        from ours join pg_attribute on attrelid = ours.oid and not attisdropped
        where atttypid = 'json'::regtype
        """,
    ),
    Rule(
        "not_restorable",
        "is business data without a deleted_at that marks it as deleted",
        """
        select name, '' from unnest(%(business)s::text[]) as name where not exists (
            select from ours join pg_attribute on attrelid = ours.oid and not attisdropped
            where relname = name and attname = 'deleted_at' and not attnotnull
                and atttypid = 'timestamptz'::regtype)
        """,
    ),
)
