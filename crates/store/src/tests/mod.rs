//! Stories of the store, each told once on SQLite and once on PostgreSQL.

mod budgets;
mod calls;
mod card;
mod explore;
mod feed;
mod house;
mod imports;
mod leaving;
mod legible;
mod letters;
mod months;
mod objections;
mod office;
mod one_desk;
mod passwords;
mod plurals;
mod quiet;
mod reported;
mod reports;
mod requests;
mod schema;
mod sequencer;
mod smuggle;
mod trace;
mod trips;
mod ways_in;
