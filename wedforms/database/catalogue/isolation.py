"""Rules that keep one organization's rows from another: row security, triggers, views."""

from __future__ import annotations

from typing import Final

from wedforms.database.catalogue.rule import Rule

TABLES: Final = (
    Rule(
        "table_without_tenant",
        "belongs to no organization and is not among the shared tables",
        """
        select relname, '' from ours
        where relname <> all (%(shared)s) and oid not in (select oid from tenant)
        """,
    ),
    Rule(
        "row_security_off",
        "has row level security off",
        "select relname, '' from tenant where not relrowsecurity",
    ),
    Rule(
        "row_security_not_forced",
        "does not force row level security on its owner",
        "select relname, '' from tenant where not relforcerowsecurity",
    ),
    Rule(
        "table_unlogged",
        "is unlogged and loses its rows in a crash",
        "select relname, '' from ours where relpersistence <> 'p'",
    ),
    Rule(
        "table_foreign",
        "lies outside this database, where no policy holds",
        """
        select relname, '' from pg_class
        where relnamespace = to_regnamespace('public') and relkind = 'f'
        """,
    ),
    Rule(
        "view_beyond_policies",
        "is a view that reads with its owner's rights, not the reader's",
        """
        select relname, case relkind when 'm' then 'materialized' else '' end from pg_class
        where relnamespace = to_regnamespace('public') and (relkind = 'm' or (relkind = 'v'
            and not coalesce(reloptions, '{}') && array['security_invoker=true',
                'security_invoker=on', 'security_invoker=1']))
        """,
    ),
    Rule(
        "table_rewritten",
        "has a rule that rewrites statements",
        """
        select relname, r.rulename from ours join pg_rewrite r on r.ev_class = ours.oid
        """,
    ),
)

POLICIES: Final = (
    Rule(
        "policy_missing",
        "has no policy for its tenant",
        """
        select relname, '' from tenant where not exists (
            select from pg_policy where polrelid = tenant.oid and polroles = '{0}'
                and polpermissive)
        """,
    ),
    Rule(
        "policy_differs",
        "has a policy that is not exactly the tenant's",
        """
        select relname, polname || ': ' || coalesce(pg_get_expr(polqual, polrelid), 'no USING')
            || ' / ' || coalesce(pg_get_expr(polwithcheck, polrelid), 'no WITH CHECK')
        from tenant join pg_policy on polrelid = tenant.oid,
            lateral (select '(' || tenant_column || ' = (NULLIF(current_setting('
                || '''app.organization_id''::text, true), ''''::text))::uuid)' as text) expected
        where polroles = '{0}' and not (polpermissive and polcmd = '*'
            and pg_get_expr(polqual, polrelid) is not distinct from expected.text
            and pg_get_expr(polwithcheck, polrelid) is not distinct from expected.text)
        """,
    ),
    Rule(
        "policy_too_many",
        "has a policy that lets a role see beyond its tenant",
        """
        select relname, polname || ' for ' || role::regrole::text
        from ours join pg_policy on polrelid = ours.oid, unnest(polroles) as role
        where role <> 0 and relname || ' ' || role::regrole::text || ' ' || polcmd::text
            <> all (%(definer_policies)s)
        """,
    ),
)

TRIGGERS: Final = (
    Rule(
        "audit_missing",
        "leaves no audit trail",
        """
        select relname, '' from tenant
        where relname <> all (%(unaudited)s) and not exists (
            select from pg_trigger join pg_proc on pg_proc.oid = tgfoid
            -- 29: after insert, update and delete, for each row
            where tgrelid = tenant.oid and proname = 'record_change' and tgtype = 29
                and tgenabled in ('O', 'A') and tgqual is null and tgattr::text = '')
        """,
    ),
    Rule(
        "trigger_unknown",
        "has a trigger that may write across tenants",
        """
        select relname, tgname from ours
        join pg_trigger on tgrelid = ours.oid join pg_proc on pg_proc.oid = tgfoid
        where not tgisinternal and proname <> all (%(trigger_functions)s)
        """,
    ),
    Rule(
        "trigger_disabled",
        "has a trigger or foreign key switched off",
        """
        select relname, tgname from ours join pg_trigger on tgrelid = ours.oid
        where tgenabled not in ('O', 'A')
        """,
    ),
)

RULES: Final = (*TABLES, *POLICIES, *TRIGGERS)
