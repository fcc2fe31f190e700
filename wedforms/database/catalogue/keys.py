"""Rules about keys: whatever identifies or points at a tenant's row carries the tenant."""

from __future__ import annotations

from typing import Final

from wedforms.database.catalogue.rule import Rule

KEYS: Final = (
    Rule(
        "tenant_not_required",
        "does not require a uuid as its tenant",
        """
        select relname, tenant_column || ' ' || format_type(atttypid, null)
        from tenant where not attnotnull or atttypid <> 'uuid'::regtype
        """,
    ),
    Rule(
        "primary_key_not_led",
        "has no primary key that begins with its tenant",
        """
        select relname, '' from tenant where not exists (
            select from pg_index where indrelid = tenant.oid and indisprimary
                and indkey[0] = tenant_number)
        """,
    ),
    Rule(
        "index_not_led",
        "has no index that begins with its tenant",
        """
        select relname, '' from tenant where not exists (
            select from pg_index where indrelid = tenant.oid and indisvalid and indpred is null
                and indkey[0] = tenant_number)
        """,
    ),
    Rule(
        "unique_not_led",
        "has a unique constraint across tenants",
        """
        select relname, indexrelid::regclass::text
        from tenant join pg_index on indrelid = tenant.oid
        where (indisunique or indisexclusion) and not indisprimary
            and relname <> 'organizations' and indkey[0] <> tenant_number
        """,
    ),
    Rule(
        "index_invalid",
        "has an index that was never finished",
        """
        select relname, indexrelid::regclass::text from ours
        join pg_index on indrelid = ours.oid where not (indisvalid and indisready)
        """,
    ),
    Rule(
        "index_missing",
        "is promised and does not exist",
        "select name, '' from unnest(%(indexes)s::text[]) as name where to_regclass(name) is null",
    ),
    Rule(
        "key_from_sequence",
        "is numbered by a sequence, which cannot be spread over machines",
        """
        select relname || '.' || attname, coalesce(pg_get_expr(adbin, adrelid), 'identity')
        from ours join pg_attribute on attrelid = ours.oid and attnum > 0 and not attisdropped
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attidentity <> '' or pg_get_expr(adbin, adrelid) ~ 'nextval'
        """,
    ),
)

FOREIGN_KEYS: Final = (
    Rule(
        "foreign_key_without_tenant",
        "points at a tenant's row without naming the tenant",
        """
        select here.relname, conname from pg_constraint
        join tenant here on here.oid = conrelid join tenant there on there.oid = confrelid
        where contype = 'f' and not exists (
            select from unnest(conkey, confkey) as pair(mine, other)
            where mine = here.tenant_number and other = there.tenant_number)
        """,
    ),
    Rule(
        "foreign_key_loses_tenant",
        "takes the tenant from the row when what it points at goes",
        """
        select relname, conname from pg_constraint join tenant on tenant.oid = conrelid
        where contype = 'f' and confdeltype in ('n', 'd') and tenant_number = any (
            case when cardinality(coalesce(confdelsetcols, '{}')) = 0 then conkey
                else confdelsetcols end)
        """,
    ),
    Rule(
        "foreign_key_missing",
        "is tied to no organization by a foreign key",
        """
        select relname, '' from tenant
        where relname not in ('organizations', 'audit_logs') and not exists (
            select from pg_constraint where conrelid = tenant.oid and contype = 'f'
                and tenant_number = any (conkey)
                and confrelid in (select oid from tenant as other where other.oid <> tenant.oid))
        """,
    ),
    Rule(
        "constraint_not_validated",
        "has a constraint that old rows may break",
        """
        select relname, conname from ours join pg_constraint on conrelid = ours.oid
        where not convalidated
        """,
    ),
)

RULES: Final = (*KEYS, *FOREIGN_KEYS)
