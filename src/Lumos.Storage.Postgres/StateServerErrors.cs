using Lumos.Abstractions;
using Npgsql;

namespace Lumos.Storage.Postgres;

/// <summary>What can go wrong on the server, in the words of the taxonomy. None holds a password or what the server says, which may.</summary>
internal static class StateServerErrors
{
    public static LumosException PgVectorMissing(string place, Exception? cause) => new(
        ErrorCode.DeterministicFailure, "STATE_PGVECTOR_MISSING", "The server's database has no pgvector, or the role may not install it.", new ErrorLocation(place),
        "Install pgvector 0.5 or newer on the server and have an owner run CREATE EXTENSION vector in the database.", cause);

    public static LumosException Of(string place, NpgsqlException failure) => failure switch
    {
        PostgresException { SqlState: "28000" or "28P01" } => new LumosException(
            ErrorCode.DeterministicFailure, "STATE_SERVER_LOGIN", "The state server does not let the role in.", new ErrorLocation(place), "Check user and password (PGPASSWORD, PGPASSFILE, ~/.pgpass).", failure),
        PostgresException { SqlState: "42501" } => new LumosException(
            ErrorCode.DeterministicFailure, "STATE_SERVER_NOT_ALLOWED", "The role may not make or use the tables of the state.", new ErrorLocation(place), "Have an owner grant CREATE on the database, or USAGE and CREATE on the schema.", failure),
        PostgresException { IsTransient: false } refused => new LumosException(
            ErrorCode.DeterministicFailure, "STATE_SERVER_REFUSED", $"The state server refused a statement ({refused.SqlState}).", new ErrorLocation(place), "The log of the server says why.", failure),
        _ => new LumosException(
            ErrorCode.TransientError, "STATE_SERVER_UNREACHABLE", "The state server does not answer.", new ErrorLocation(place), "Check host and port, and that the server runs.", failure),
    };
}
