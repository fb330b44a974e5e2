//! Stories of the store, each told once on SQLite and once on PostgreSQL.

mod card;
mod house;
