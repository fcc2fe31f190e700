"""Everything a database's catalogue says about our schema, as sorted lines that can be compared."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

_SCHEMAS: Final = "('public', 'jobs')"
_OURS: Final = f"(select oid from pg_namespace where nspname in {_SCHEMAS})"


def _rights(acl: str, kind: str, owner: str) -> str:
    """Who may do what, in one order; no list means the rights that a kind of object begins with."""
    return f"""
        (select string_agg(one::text, ',' order by one::text)
         from unnest(coalesce({acl}, acldefault('{kind}', {owner}))) as one)
    """


QUESTIONS: Final = {
    "schemas": f"""
        select nspname, pg_get_userbyid(nspowner), {_rights("nspacl", "n", "nspowner")}
        from pg_namespace where nspname in {_SCHEMAS}
    """,
    "tables": f"""
        select relnamespace::regnamespace, relname, relkind, pg_get_userbyid(relowner),
            relrowsecurity, relforcerowsecurity, {_rights("relacl", "r", "relowner")}
        from pg_class where relnamespace in {_OURS} and relkind in ('r', 'S', 'v', 'p')
    """,
    "columns": f"""
        select c.relnamespace::regnamespace, c.relname, a.attname,
            format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, a.attidentity,
            pg_get_expr(d.adbin, d.adrelid), {_rights("a.attacl", "c", "c.relowner")}
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where c.relnamespace in {_OURS} and c.relkind in ('r', 'c') and a.attnum > 0
            and not a.attisdropped
    """,
    "constraints": f"""
        select conrelid::regclass, conname, pg_get_constraintdef(oid)
        from pg_constraint where connamespace in {_OURS} and contype <> 'n'
    """,
    "indexes": f"select schemaname, indexname, indexdef from pg_indexes where schemaname in {_SCHEMAS}",
    "policies": f"""
        select schemaname, tablename, policyname, permissive, roles::text, cmd, qual, with_check
        from pg_policies where schemaname in {_SCHEMAS}
    """,
    "triggers": f"""
        select t.tgrelid::regclass, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace in {_OURS} and not t.tgisinternal
    """,
    "functions": f"""
        select oid::regprocedure, pg_get_userbyid(proowner), {_rights("proacl", "f", "proowner")},
            pg_get_functiondef(oid)
        from pg_proc where pronamespace in {_OURS}
    """,
    "types": f"""
        select t.typnamespace::regnamespace, t.typname, pg_get_userbyid(t.typowner),
            (select string_agg(enumlabel, ',' order by enumsortorder)
             from pg_enum where enumtypid = t.oid)
        from pg_type t where t.typnamespace in {_OURS} and t.typtype in ('e', 'c', 'd')
    """,
    "defaults": "select defaclrole::regrole, defaclobjtype, defaclacl::text from pg_default_acl",
}


def catalogue(connection: Connection) -> dict[str, list[str]]:
    """The answers to all questions; equal schemas give equal answers."""
    connection.execute(text("set local search_path = ''"))
    return {
        name: sorted(" | ".join(map(str, row)) for row in connection.execute(text(question)))
        for name, question in QUESTIONS.items()
    }
