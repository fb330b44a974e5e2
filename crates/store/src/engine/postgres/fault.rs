//! What PostgreSQL's errors mean to us. Its messages hold values; codes and names do not.

use std::{error::Error as _, io};

use tokio_postgres::error::{DbError, Error, SqlState};

use crate::engine::{Constraint, Fault, fault::Doom};

/// A statement's failure.
pub(super) fn doom(error: &Error) -> Doom {
    if is_lost(error) {
        return lost();
    }
    let Some(db) = error.as_db_error() else {
        return Doom::of(Fault::Schema(
            "the driver refuses the statement or its arguments; cast($n as bigint) may help"
                .to_owned(),
        ));
    };
    if db.routine() == Some("RevalidateCachedQuery") {
        // The schema changed under a prepared statement; a new connection prepares it anew.
        return Doom {
            fault: Fault::Conflict,
            again: true,
            lost: true,
        };
    }
    let fault = meaning(db);
    Doom {
        again: fault == Fault::Conflict,
        lost: false,
        fault,
    }
}

/// The connection is gone, and with it the transaction, which had not asked to be committed.
pub(super) fn lost() -> Doom {
    Doom {
        fault: Fault::Unavailable(
            "the connection to the database was lost; check the server".to_owned(),
        ),
        again: true,
        lost: true,
    }
}

/// Whether the connection is gone, or the server is going.
pub(super) fn is_lost(error: &Error) -> bool {
    let by_wire = error.is_closed()
        || error
            .source()
            .is_some_and(|source| source.downcast_ref::<io::Error>().is_some());
    by_wire
        || error
            .code()
            .is_some_and(|code| code.code().starts_with("08") || code.code().starts_with("57P"))
}

/// A failure to connect; an address or an account is never in its text.
pub(super) fn connecting(error: &Error) -> Fault {
    Fault::Unavailable(match error.as_db_error() {
        Some(db) => format!(
            "the server refuses us (code {}); check account, password and database of the address",
            db.code().code()
        ),
        None => "the server can't be reached; check that it runs, and the address".to_owned(),
    })
}

fn meaning(db: &DbError) -> Fault {
    let code = db.code();
    match *code {
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Fault::Conflict,
        SqlState::LOCK_NOT_AVAILABLE | SqlState::QUERY_CANCELED => Fault::Busy,
        SqlState::DISK_FULL => Fault::DiskFull,
        SqlState::READ_ONLY_SQL_TRANSACTION => Fault::ReadOnly { name: "a read" },
        _ => match code.code().get(..2) {
            Some("23") => constraint(db),
            Some("53") => Fault::Busy,
            // Syntax and unknown names: about the text, which holds no values.
            Some("42") => Fault::Schema(db.message().to_owned()),
            _ => Fault::Schema(format!("code {} of the server", code.code())),
        },
    }
}

fn constraint(db: &DbError) -> Fault {
    let kind = match *db.code() {
        SqlState::UNIQUE_VIOLATION => Constraint::Unique,
        SqlState::FOREIGN_KEY_VIOLATION => Constraint::Foreign,
        SqlState::NOT_NULL_VIOLATION => Constraint::NotNull,
        SqlState::CHECK_VIOLATION => Constraint::Check,
        _ => Constraint::Other,
    };
    let name = match (db.constraint(), db.table(), db.column()) {
        (Some(name), ..) => name.to_owned(),
        (None, Some(table), Some(column)) => format!("{table}.{column}"),
        _ => "unnamed".to_owned(),
    };
    Fault::Constraint { kind, name }
}
