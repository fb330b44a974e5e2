//! One SQL text for two engines: `$n` parameters, and tokens in braces for what differs.
//!
//! | token | PostgreSQL | SQLite |
//! |---|---|---|
//! | `{skip_locked}` | `for update skip locked` | |
//! | `{for_update}` | `for update` | |
//! | `{for_share}` | `for share` | |
//! | `{bytes}` | `bytea` | `blob` |
//! | `{swept_often}` | behind a table: it is swept after 10,000 changes, its indexes too | |
//! | `{xact}` | `bigint not null default` the transaction's number | `bigint not null default 0` |
//! | `{order}` | that `xact` | `rowid`: with `{settled}` rows come in an order that no later commit gets before |
//! | `{settled}` | the row's `xact` is older than every transaction still open | `1 = 1` |
//! | `{now_ms}` | the server's clock, in milliseconds | the machine's |
//! | `{database_bytes}` | how large the database is | the same |
//! | `{serial}` | `bigint generated always as identity primary key` | `integer primary key autoincrement` |
//!
//! SQLite numbers a bare `$2` by its first appearance, so `$n` becomes `?n` there. A parameter's
//! type comes from the column it meets; where it meets none, write `cast($1 as bigint)`
//! (`$1::bigint` is PostgreSQL's alone). Strings, quoted names and comments are left as they are.

use super::{Engine, Fault};

/// What differs between the engines: token, PostgreSQL, SQLite.
const TOKENS: [(&str, &str, &str); 11] = [
    ("skip_locked", "for update skip locked", ""),
    ("for_update", "for update", ""),
    ("for_share", "for share", ""),
    ("bytes", "bytea", "blob"),
    // A fifth of a table may be dead by itself before it is swept, and each look for the first row steps over all of that.
    (
        "swept_often",
        "with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, vacuum_index_cleanup = on)",
        "",
    ),
    (
        "xact",
        "bigint not null default (pg_current_xact_id()::text::bigint)",
        "bigint not null default 0",
    ),
    (
        "now_ms",
        "(extract(epoch from clock_timestamp()) * 1000)::bigint",
        "cast(unixepoch('subsec') * 1000 as integer)",
    ),
    (
        "database_bytes",
        "pg_database_size(current_database())",
        "(select p.page_count * s.page_size from pragma_page_count() p, pragma_page_size() s)",
    ),
    // SQLite's one writer at a time numbers rows as it commits them, whichever process it belongs to.
    ("order", "xact", "rowid"),
    (
        "settled",
        "xact < (pg_snapshot_xmin(pg_current_snapshot())::text::bigint)",
        "1 = 1",
    ),
    (
        "serial",
        "bigint generated always as identity primary key",
        "integer primary key autoincrement",
    ),
];

/// Where a statement's text lies in the program: its cheap name in the connections' caches.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key(usize, usize);

impl Key {
    pub(super) fn of(sql: &'static str) -> Self {
        Self(sql.as_ptr().addr(), sql.len())
    }
}

/// Writes `sql` for `engine`.
///
/// # Errors
/// `Fault::Schema` for a token that is not in the table.
pub(super) fn rewrite(sql: &str, engine: Engine) -> Result<String, Fault> {
    rewrite_after(0, sql, engine)
}

/// Writes `sql` for `engine` with every parameter's number larger by `before`: a part of a statement whose other parts
/// have that many.
pub(super) fn rewrite_after(before: usize, sql: &str, engine: Engine) -> Result<String, Fault> {
    let mut out = String::with_capacity(sql.len() + 16);
    let mut rest = sql;
    while let Some(at) = rest.find(['\'', '"', '-', '/', '$', '{']) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let taken = opaque(from);
        if taken > 0 {
            let (same, after) = from.split_at(taken);
            out.push_str(same);
            rest = after;
        } else if let Some(after) = from.strip_prefix('{') {
            rest = token(after, engine, &mut out)?;
        } else {
            let mut chars = from.chars();
            let first = chars.next().unwrap_or('$');
            let after = chars.as_str();
            let digits = after
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(after.len());
            let (number, behind) = after.split_at(digits);
            match number.parse::<usize>() {
                Ok(number) if first == '$' => {
                    out.push(match engine {
                        Engine::Sqlite => '?',
                        Engine::Postgres => '$',
                    });
                    out.push_str(&number.saturating_add(before).to_string());
                    rest = behind;
                }
                _ => {
                    out.push(first);
                    rest = after;
                }
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// The length of the string, quoted name or comment that `from` begins with, or 0.
fn opaque(from: &str) -> usize {
    let (skip, end) = if from.starts_with('\'') {
        (1, "'")
    } else if from.starts_with('"') {
        (1, "\"")
    } else if from.starts_with("--") {
        (2, "\n")
    } else if from.starts_with("/*") {
        (2, "*/")
    } else {
        return 0;
    };
    from.get(skip..)
        .and_then(|inside| inside.find(end))
        .map_or(from.len(), |at| skip + at + end.len())
}

/// Writes the token that ends at the next `}`; answers what follows it.
fn token<'a>(after: &'a str, engine: Engine, out: &mut String) -> Result<&'a str, Fault> {
    let unknown = || Fault::Schema("a token in braces is not known; see sql.rs".to_owned());
    let (name, rest) = after.split_once('}').ok_or_else(unknown)?;
    let (_, postgres, sqlite) = TOKENS
        .iter()
        .find(|(known, ..)| *known == name)
        .ok_or_else(unknown)?;
    out.push_str(match engine {
        Engine::Sqlite => sqlite,
        Engine::Postgres => postgres,
    });
    Ok(rest)
}

/// What a statement says of one row of `width` parameters, said of `n` rows with their parameters in a row.
pub(crate) fn rows(one: &str, width: usize, n: usize) -> String {
    let rows: Vec<String> = (0..n).map(|row| shifted(one, row * width)).collect();
    rows.join(", ")
}

/// The same text with every parameter's number larger by `by`.
fn shifted(text: &str, by: usize) -> String {
    let mut pieces = text.split('$');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(piece.len());
        let (number, rest) = piece.split_at(end);
        out.push('$');
        out.push_str(&(number.parse().unwrap_or(0) + by).to_string());
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_many_rows_numbers_its_parameters_on() {
        let one = "($1, cast($2 as x))";
        assert_eq!(rows(one, 2, 1), one);
        assert!(rows(one, 2, 6).ends_with("($9, cast($10 as x)), ($11, cast($12 as x))"));
    }

    #[track_caller]
    fn check(sql: &str, sqlite: &str, postgres: &str) {
        assert_eq!(rewrite(sql, Engine::Sqlite).as_deref(), Ok(sqlite));
        assert_eq!(rewrite(sql, Engine::Postgres).as_deref(), Ok(postgres));
    }

    #[test]
    fn parameters_keep_their_numbers_on_both_engines() {
        check(
            "select $2, $1, $11 from t where a-b = $2/2",
            "select ?2, ?1, ?11 from t where a-b = ?2/2",
            "select $2, $1, $11 from t where a-b = $2/2",
        );
    }

    #[test]
    fn tokens_become_what_each_engine_says() {
        check(
            "select a from q where b = $1 limit 1 {skip_locked}",
            "select a from q where b = ?1 limit 1 ",
            "select a from q where b = $1 limit 1 for update skip locked",
        );
        check("a {bytes} not null", "a blob not null", "a bytea not null");
    }

    #[test]
    fn strings_names_and_comments_are_left_alone() {
        for same in [
            "select '$1 {bytes}', 'it''s $1'",
            "select \"$1{bytes}\"",
            "select 1 -- $1 {bytes}\n",
            "select /* $1 {x} */ 1",
            "select '$1 never closed",
        ] {
            check(same, same, same);
        }
        check("select '{x}', $1", "select '{x}', ?1", "select '{x}', $1");
    }

    #[test]
    fn an_unknown_token_is_refused() {
        for sql in ["select {nonsense}", "select {bytes", "{}"] {
            assert!(matches!(
                rewrite(sql, Engine::Sqlite),
                Err(Fault::Schema(_))
            ));
        }
    }
}
