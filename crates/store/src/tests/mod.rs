//! Stories of the store, each told once on SQLite and once on PostgreSQL.

mod calls;
mod card;
mod house;
mod schema;
mod smuggle;
