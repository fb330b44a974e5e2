//! Arguments and cells as the driver has them.

use std::error::Error;

use tokio_postgres::{
    Row,
    types::{FromSql, ToSql, Type},
};

use crate::engine::{Arg, Fault, Value, fault::Doom};

/// Lends `args` to the driver as the types the server inferred.
pub(super) fn arguments<'a>(
    types: &[Type],
    args: &[&'a Arg<'a>],
) -> Result<Vec<&'a (dyn ToSql + Sync)>, Doom> {
    if types.len() != args.len() {
        return Err(Doom::of(Fault::Schema(format!(
            "a statement has {} parameters and got {}",
            types.len(),
            args.len()
        ))));
    }
    types
        .iter()
        .zip(args)
        .map(|(ty, arg)| {
            let lent: &(dyn ToSql + Sync) = match *arg {
                Arg::Null => null(ty),
                Arg::Int(n) => n,
                Arg::Text(s) => s,
                Arg::Bytes(b) => b,
            };
            Ok(lent)
        })
        .collect()
}

fn null(ty: &Type) -> &'static (dyn ToSql + Sync) {
    match *ty {
        Type::INT8 => &None::<i64>,
        Type::BYTEA => &None::<&[u8]>,
        _ => &None::<&str>,
    }
}

/// A cell as an argument, or none where it is absent or of a type we don't have.
///
/// Small integers and truth values come as integers, as they do from SQLite.
pub(in crate::engine) fn cell(row: &Row, i: usize) -> Option<Arg<'_>> {
    let ty = row.columns().get(i)?.type_();
    match *ty {
        Type::INT8 => read(row, i, Arg::Int),
        Type::INT4 => read(row, i, |n: i32| Arg::Int(n.into())),
        Type::INT2 => read(row, i, |n: i16| Arg::Int(n.into())),
        Type::BOOL => read(row, i, |yes: bool| Arg::Int(yes.into())),
        Type::BYTEA => read(row, i, Arg::Bytes),
        _ if <&str as FromSql<'_>>::accepts(ty) => read(row, i, Arg::Text),
        _ => None,
    }
}

/// The same of a cell that stands in a row inside a row; null where it is of a type we don't have, as `owned` has it.
pub(super) fn value(ty: &Type, raw: Option<&[u8]>) -> Result<Value, Box<dyn Error + Sync + Send>> {
    let Some(raw) = raw else {
        return Ok(Value::Null);
    };
    Ok(match *ty {
        Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
        Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
        Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
        Type::BOOL => Value::Int(bool::from_sql(ty, raw)?.into()),
        Type::BYTEA => Value::Bytes(raw.to_vec()),
        _ if <&str as FromSql<'_>>::accepts(ty) => Value::Text(String::from_sql(ty, raw)?),
        _ => Value::Null,
    })
}

fn read<'a, T: FromSql<'a>>(
    row: &'a Row,
    i: usize,
    wrap: impl FnOnce(T) -> Arg<'a>,
) -> Option<Arg<'a>> {
    let value: Option<T> = row.try_get(i).ok()?;
    Some(value.map_or(Arg::Null, wrap))
}

pub(super) fn owned(row: &Row, i: usize) -> Value {
    match cell(row, i) {
        Some(Arg::Int(n)) => Value::Int(n),
        Some(Arg::Text(s)) => Value::Text(s.to_owned()),
        Some(Arg::Bytes(b)) => Value::Bytes(b.to_vec()),
        Some(Arg::Null) | None => Value::Null,
    }
}
