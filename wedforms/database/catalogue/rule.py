"""A rule of the catalogue and a fault against it, both as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, LiteralString

# The queries of all rules may begin from these. `ours` are the tables made by our migrations,
# `tenant` those that belong to an organization, with the column that says to which.
_TABLES: Final = """
with ours as (
    select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence
    from pg_class c
    where c.relnamespace = to_regnamespace('public') and c.relkind in ('r', 'p')
), tenant as (
    select ours.*, a.attnum as tenant_number, a.attname as tenant_column, a.attnotnull, a.atttypid
    from ours join pg_attribute a on a.attrelid = ours.oid and not a.attisdropped
        and a.attname = case when ours.relname = 'organizations' then 'id'
            else 'organization_id' end
)
"""
# `relation` is whatever can be granted on, `granted` each right on it that is not its owner's.
_RELATIONS: Final = """
, relation as (
    select c.oid, nspname || '.' || relname as place, nspname, relname, relowner, relkind, relacl
    from pg_class c join pg_namespace n on n.oid = relnamespace
    where nspname in ('public', 'jobs') and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
), granted as (
    select relation.*, privilege_type, is_grantable,
        case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee) end as who
    from relation, aclexplode(relacl) where grantee <> relowner
)
"""
# `function` is every function and procedure of ours, with the folders of its own search_path.
_FUNCTIONS: Final = """
, function as (
    select p.oid, nspname, p.oid::regprocedure::text as place, proowner, prosecdef, proconfig,
        proacl, proleakproof, lanpltrusted, lanname, pg_get_userbyid(proowner) as owner, (
            select regexp_split_to_array(substr(setting, 13), ' *, *')
            from unnest(proconfig) as setting where setting like 'search_path=%%') as folders
    from pg_proc p join pg_namespace n on n.oid = pronamespace
    join pg_language l on l.oid = prolang
    where nspname in ('public', 'jobs') and not exists (
        select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid
            and deptype = 'e')
)
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise about the catalogue; `query` gives (place, detail) for every breach."""

    kind: str
    words: str
    query: LiteralString

    @property
    def statement(self) -> LiteralString:
        """The whole query, on the ground that all rules share."""
        return _TABLES + _RELATIONS + _FUNCTIONS + self.query


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of a rule: its kind, the place in the database, and what was found there."""

    kind: str
    place: str
    words: str
    detail: str

    def __str__(self) -> str:
        found = f" ({self.detail})" if self.detail else ""
        return f"{self.place}: {self.words}{found}"
