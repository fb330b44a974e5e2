//! Our own migrations: numbered steps, each with its row in `schema_step`, all that are due in one transaction.
//!
//! All or nothing: whatever fails, the database stays at the schema of the program before, which goes on with it.

use super::{Arg, Db, Engine, Fault, Raw};

/// One step of the schema; its text never changes once it has been released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// 1, 2, 3, … without gaps.
    pub number: i64,
    pub name: &'static str,
    /// Statements separated by `;`, with the tokens of `sql.rs`.
    pub sql: &'static str,
}

const TABLE: &str = "create table if not exists schema_step (
    number bigint primary key,
    name text not null,
    at_ms bigint not null
)";

/// Steps one database can have at most; a bound for the list that is read.
const STEPS_MAX: i64 = 10_000;

/// Brings the schema to the last of `steps`; says how many were applied.
///
/// Two programs may do it at once: what is there is looked up again inside the transaction.
/// `at_ms` is the time to write beside each step, in milliseconds since 1970.
///
/// # Errors
/// `Fault::Schema` where the database has a step this program does not know, or of another name:
/// it belongs to a newer program.
pub fn migrate(db: &Db, steps: &'static [Step], at_ms: i64) -> Result<usize, Fault> {
    if !steps.iter().map(|s| s.number).eq(1..=count(steps)) {
        return Err(Fault::Schema(
            "the program's steps are not numbered 1, 2, 3, …".to_owned(),
        ));
    }
    db.write("migrate-table", |raw| {
        one_at_a_time(raw)?;
        raw.script(TABLE)
    })?;
    let done = db.write("migrate-steps", move |raw| {
        one_at_a_time(raw)?;
        let mut applied = 0;
        for step in steps {
            applied += usize::from(apply(raw, steps, step, at_ms)?);
        }
        Ok(applied)
    })?;
    Ok(done.value)
}

/// The number of the last step applied; 0 for a database without any.
pub fn version(db: &Db) -> Result<i64, Fault> {
    db.read("schema-version", |raw| {
        let table = match raw.engine() {
            Engine::Sqlite => "select count(*) from sqlite_schema where name = 'schema_step'",
            Engine::Postgres => "select count(*) from pg_tables where schemaname = current_schema() and tablename = 'schema_step'",
        };
        if raw.one(table, &[], |row| row.int(0))? == Some(0) {
            return Ok(0);
        }
        let last = raw.one("select max(number) from schema_step", &[], |row| {
            row.opt_int(0)
        })?;
        Ok(last.flatten().unwrap_or(0))
    })
}

fn count(steps: &[Step]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// Makes a second program wait, which SQLite's one writer does by itself.
fn one_at_a_time(raw: &mut Raw<'_>) -> Result<(), Fault> {
    if raw.engine() == Engine::Postgres {
        raw.script("set local statement_timeout = 0; set local lock_timeout = 0; select pg_advisory_xact_lock(5397321880)")?;
    }
    Ok(())
}

/// Applies `step` if it isn't yet; says whether it did.
fn apply(
    raw: &mut Raw<'_>,
    steps: &[Step],
    step: &'static Step,
    at_ms: i64,
) -> Result<bool, Fault> {
    let there = raw.all(
        "select number, name from schema_step order by number limit $1",
        &[Arg::Int(STEPS_MAX)],
        |row| Ok((row.int(0)?, row.text(1)?.to_owned())),
    )?;
    for (number, name) in &there {
        if !steps.iter().any(|s| s.number == *number && s.name == name) {
            return Err(Fault::Schema(format!(
                "step {number} of the database is not known to this program; use the newer one"
            )));
        }
    }
    if there.iter().any(|(number, _)| *number == step.number) {
        return Ok(false);
    }
    raw.script(step.sql)?;
    raw.run(
        "insert into schema_step (number, name, at_ms) values ($1, $2, $3)",
        &[Arg::Int(step.number), Arg::Text(step.name), Arg::Int(at_ms)],
    )?;
    Ok(true)
}

/// The schema as sorted lines: tables, columns, types, keys, indexes, and what else there is.
///
/// For comparing the sum of all steps with the whole schema on one engine. `schema_step` is left
/// out. SQLite does not list CHECK constraints apart from the table's text, which `alter table`
/// words anew; they are compared on PostgreSQL only.
#[cfg(test)]
pub fn dump_schema(raw: &mut Raw<'_>) -> Result<Vec<String>, Fault> {
    let queries: &[&'static str] = match raw.engine() {
        Engine::Sqlite => &SQLITE_DUMP,
        Engine::Postgres => &POSTGRES_DUMP,
    };
    let mut lines = Vec::new();
    for sql in queries {
        lines.extend(raw.all(sql, &[], |row| Ok(normal(row.text(0)?)))?);
    }
    lines.sort();
    Ok(lines)
}

/// One line in small letters with single spaces.
#[cfg(test)]
fn normal(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
const SQLITE_DUMP: [&str; 4] = [
    "select 'column ' || m.name || '.' || c.name || ' ' || c.type
        || case when c.\"notnull\" = 1 then ' not null' else '' end
        || case when c.pk > 0 then ' key ' || c.pk else '' end
        || coalesce(' default ' || c.dflt_value, '')
     from sqlite_schema m join pragma_table_xinfo(m.name) c
     where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and m.name <> 'schema_step'",
    "select 'index ' || m.name || ' '
        || case when l.origin = 'c' then l.name else 'constraint ' || l.origin end
        || case when l.\"unique\" = 1 then ' unique' else '' end || ' ('
        || (select group_concat(coalesce(x.name, 'expression') || case when x.\"desc\" = 1 then ' desc' else '' end, ', ' order by x.seqno)
            from pragma_index_xinfo(l.name) x where x.key = 1) || ')'
        || coalesce((select ' where ' || substr(i.sql, instr(lower(i.sql), ' where ') + 7)
            from sqlite_schema i where i.name = l.name and l.partial = 1), '')
     from sqlite_schema m join pragma_index_list(m.name) l
     where m.type = 'table' and m.name <> 'schema_step'",
    "select 'foreign key ' || m.name || ' (' || group_concat(f.\"from\", ', ' order by f.seq) || ') references '
        || f.\"table\" || ' (' || coalesce(group_concat(f.\"to\", ', ' order by f.seq), 'its key') || ') on delete ' || f.on_delete
     from sqlite_schema m join pragma_foreign_key_list(m.name) f
     where m.type = 'table' group by m.name, f.id",
    "select m.type || ' ' || m.name || ' ' || m.sql from sqlite_schema m where m.type in ('view', 'trigger')",
];

#[cfg(test)]
const POSTGRES_DUMP: [&str; 4] = [
    "select 'column ' || c.table_name || '.' || c.column_name || ' ' || c.data_type
        || case when c.is_nullable = 'NO' then ' not null' else '' end
        || case when c.is_identity = 'YES' then ' identity' else '' end
        || coalesce(' default ' || c.column_default, '')
     from information_schema.columns c
     where c.table_schema = current_schema() and c.table_name <> 'schema_step'",
    "select 'index ' || i.tablename || ' ' || replace(i.indexdef, i.schemaname || '.', '')
     from pg_indexes i where i.schemaname = current_schema() and i.tablename <> 'schema_step'",
    "select 'constraint ' || t.relname || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
     from pg_constraint c join pg_class t on t.oid = c.conrelid
     where t.relnamespace = current_schema()::regnamespace and t.relname <> 'schema_step'",
    "select 'trigger ' || t.relname || ' ' || replace(pg_get_triggerdef(g.oid), current_schema() || '.', '')
     from pg_trigger g join pg_class t on t.oid = g.tgrelid
     where t.relnamespace = current_schema()::regnamespace and not g.tgisinternal
     union all
     select 'view ' || v.viewname || ' ' || replace(v.definition, current_schema() || '.', '')
     from pg_views v where v.schemaname = current_schema()",
];
