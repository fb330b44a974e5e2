//! Stories of the store, each told once on SQLite and once on PostgreSQL.

mod calls;
mod card;
mod feed;
mod house;
mod imports;
mod leaving;
mod schema;
mod smuggle;
mod trips;
