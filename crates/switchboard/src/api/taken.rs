//! How rooms describe the words that they take: from the rules' own lists, so that none is forgotten.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};

fn words(of: impl IntoIterator<Item = &'static str>) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(of))
}

/// One of these words.
pub(crate) fn one_of(of: impl IntoIterator<Item = &'static str>) -> RefOr<Schema> {
    words(of).into()
}

/// Some of these words, at most each of them once.
pub(crate) fn some_of(of: impl IntoIterator<Item = &'static str>, most: usize) -> RefOr<Schema> {
    let list = ArrayBuilder::new().items(words(of));
    list.max_items(Some(most)).into()
}
