"""Rules about grants: nobody may do more than the schema intends."""

from __future__ import annotations

from typing import Final

from wedforms.database.catalogue.rule import Rule

RULES: Final = (
    Rule(
        "grant_too_many",
        "may be used by a role that should not",
        """
        select place, who || ' ' || privilege_type from granted
        where not (
            (nspname = 'public' and relkind in ('r', 'p') and who = any (%(workers)s) and (
                (privilege_type = 'SELECT'
                    and (relname <> all (%(shared)s) or relname = any (%(read_only)s)))
                or (privilege_type in ('INSERT', 'UPDATE', 'DELETE')
                    and relname <> all (%(shared)s) and relname <> all (%(read_only)s)
                    and (privilege_type = 'INSERT'
                        or (privilege_type = 'UPDATE' and relname <> all (%(append_only)s))
                        or relname = any (%(derived)s)))))
            or (nspname = 'jobs' and who = %(worker)s
                and privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'USAGE'))
            or (nspname = 'jobs' and relkind = 'S' and who = any (%(definers)s)
                and privilege_type = 'USAGE')
            or who || ' ' || place || ' ' || privilege_type = any (%(definer_rights)s))
        """,
    ),
    Rule(
        "column_grant_too_many",
        "may be read or written by a role that should not",
        """
        select place || '.' || attname, who || ' ' || privilege_type from (
            select place, attname, relowner, privilege_type, grantee,
                case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee) end as who
            from relation join pg_attribute on attrelid = relation.oid, aclexplode(attacl)
        ) as given
        where grantee <> relowner
            and who || ' ' || place || '.' || attname || ' ' || privilege_type
                <> all (%(definer_columns)s)
        """,
    ),
    Rule(
        "grant_can_be_passed_on",
        "may be given on by a role that was only given it",
        "select place, who || ' ' || privilege_type from granted where is_grantable",
    ),
    Rule(
        "schema_open",
        "can be changed or entered by a role that should not",
        """
        select nspname, who || ' ' || privilege_type from (
            select nspname, nspowner, grantee, privilege_type,
                case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee) end as who
            from pg_namespace, aclexplode(nspacl) where nspname in ('public', 'jobs')
        ) as given
        where grantee <> nspowner
            and not (privilege_type = 'USAGE' and who = any (%(roles)s))
        """,
    ),
    Rule(
        "database_open",
        "can be entered or changed by everybody",
        """
        select datname, privilege_type
        from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
        where datname = current_database() and grantee = 0
        """,
    ),
    Rule(
        "grant_to_come",
        "will be given by default on everything made later",
        """
        select pg_get_userbyid(defaclrole) || ' ' || defaclobjtype::text,
            case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee) end
            || ' ' || privilege_type
        from pg_default_acl, aclexplode(defaclacl) where grantee <> defaclrole
        """,
    ),
    Rule(
        "not_owned",
        "does not belong to the owner of the schema",
        """
        select place, pg_get_userbyid(relowner) from relation
        where pg_get_userbyid(relowner) <> %(owner)s
        union all
        select nspname, pg_get_userbyid(nspowner) from pg_namespace
        where nspname in ('public', 'jobs') and pg_get_userbyid(nspowner) <> %(owner)s
        """,
    ),
)
