"""Rules about roles and the schema's age: nobody who signs in is more than we made them."""

from __future__ import annotations

from typing import Final

from wedforms.database.catalogue.rule import Rule

RULES: Final = (
    Rule(
        "role_missing",
        "does not exist",
        "select name, '' from unnest(%(roles)s::text[]) as name where to_regrole(name) is null",
    ),
    Rule(
        "role_attribute",
        "has an attribute that it should not have, or lacks one",
        """
        select rolname, word || ' expected' from (
            select rolname, unnest(array[
                case when rolcanlogin then 'LOGIN' else 'NOLOGIN' end,
                case when rolsuper then 'SUPERUSER' else 'NOSUPERUSER' end,
                case when rolbypassrls then 'BYPASSRLS' else 'NOBYPASSRLS' end,
                case when rolinherit then 'INHERIT' else 'NOINHERIT' end,
                case when rolcreatedb then 'CREATEDB' else 'NOCREATEDB' end,
                case when rolcreaterole then 'CREATEROLE' else 'NOCREATEROLE' end,
                case when rolreplication then 'REPLICATION' else 'NOREPLICATION' end]) as found
            from pg_roles where rolname = any (%(roles)s)
        ) as attribute,
        lateral (select case when found like 'NO%%' then substr(found, 3)
            else 'NO' || found end as word) as opposite
        where rolname || ' ' || found <> all (%(attributes)s)
        """,
    ),
    Rule(
        "role_member",
        "is a member of a role that it should not be in",
        """
        select pg_get_userbyid(member), pg_get_userbyid(roleid) from pg_auth_members
        where pg_get_userbyid(member) = any (%(roles)s)
            and pg_get_userbyid(member) || ' in ' || pg_get_userbyid(roleid)
                <> all (%(memberships)s)
        """,
    ),
    Rule(
        "role_setting",
        "does not begin its sessions with a promised setting",
        """
        select split_part(promised, ' ', 1), split_part(promised, ' ', 2)
        from unnest(%(settings)s::text[]) as promised
        where not exists (
            select from pg_db_role_setting, unnest(setconfig) as setting
            where setdatabase = 0
                and pg_get_userbyid(setrole) || ' ' || setting = promised)
        """,
    ),
    Rule(
        "setting_overridden",
        "begins its sessions in this database with a setting that undoes a promised one",
        """
        select case setrole when 0 then 'everybody' else pg_get_userbyid(setrole) end, setting
        from pg_db_role_setting join pg_database on pg_database.oid = setdatabase,
            unnest(setconfig) as setting
        where datname = current_database() and split_part(setting, '=', 1) in (
            select split_part(split_part(promised, ' ', 2), '=', 1)
            from unnest(%(settings)s::text[]) as promised union select 'row_security')
        """,
    ),
    Rule(
        "revision_differs",
        "is not at the newest migration of this code",
        """
        select 'schema', coalesce(max(version_num), 'none') from alembic_version
        having array_agg(version_num) is distinct from array[%(head)s::varchar]
        """,
    ),
)
