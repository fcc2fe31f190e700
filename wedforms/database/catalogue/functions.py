"""Rules about functions: those that lend rights are narrow, owned by a definer and closed."""

from __future__ import annotations

from typing import Final

from wedforms.database.catalogue.rule import Rule

RULES: Final = (
    Rule(
        "definer_without_path",
        "lends its owner's rights without a fixed search_path",
        "select place, '' from function where prosecdef and folders is null",
    ),
    Rule(
        "definer_path_unsafe",
        "lends its owner's rights on a search_path that others can write to",
        """
        select place, array_to_string(folders, ', ') from function
        where prosecdef and folders is not null and (
            folders[cardinality(folders)] <> 'pg_temp'
            or exists (select from unnest(folders) as folder
                where folder not in ('pg_catalog', 'public', 'jobs', 'pg_temp')))
        """,
    ),
    Rule(
        "function_public",
        "can be executed by everybody",
        """
        select place, '' from function where exists (
            select from aclexplode(coalesce(proacl, acldefault('f', proowner)))
            where grantee = 0)
        """,
    ),
    Rule(
        "function_grant_too_many",
        "can be executed by a role that should not",
        """
        select place, pg_get_userbyid(grantee) from function, aclexplode(proacl)
        where grantee not in (0, proowner) and (
            pg_get_userbyid(grantee) <> all (%(roles)s)
            or pg_get_userbyid(grantee) = %(backup)s
            or (nspname = 'jobs' and pg_get_userbyid(grantee) <> %(worker)s
                and pg_get_userbyid(grantee) <> all (%(definers)s)))
        """,
    ),
    Rule(
        "definer_owned_too_high",
        "lends the rights of a role that is no definer",
        "select place, owner from function where prosecdef and owner <> all (%(definers)s)",
    ),
    Rule(
        "function_not_owned",
        "does not belong to the owner of the schema",
        "select place, owner from function where not prosecdef and owner <> %(owner)s",
    ),
    Rule(
        "function_leakproof",
        "claims to be leakproof, so it would run before the policies",
        "select place, '' from function where proleakproof",
    ),
    Rule(
        "function_untrusted",
        "is written in a language that reaches the machine",
        "select place, lanname from function where not lanpltrusted",
    ),
    Rule(
        "function_switches",
        "switches role or row security",
        """
        select place, setting from function, unnest(proconfig) as setting
        where setting ~ '^(row_security|role|session_authorization|session_replication_role)='
        """,
    ),
)
