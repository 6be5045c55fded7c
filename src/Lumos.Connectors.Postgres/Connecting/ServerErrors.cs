using System.Net.Sockets;
using Lumos.Abstractions;
using Npgsql;

namespace Lumos.Connectors.Postgres.Connecting;

/// <summary>What the server and the client say, in the words of the taxonomy.</summary>
internal static class ServerErrors
{
    /// <summary>Whether a failure comes from the server or the connection to it.</summary>
    public static bool Is(Exception exception) => exception is NpgsqlException or SocketException or IOException or TimeoutException or InvalidDataException;

    /// <summary>A failure as Lumos says it.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="place">Where.</param>
    /// <param name="table">Table it was about, when that is known.</param>
    public static LumosException Of(Exception exception, string place, string? table = null)
    {
        if (exception is LumosException known) return known;
        var where = new ErrorLocation(place, Key: table);
        if (Find<PostgresException>(exception) is { } server) return OfServer(server, where);
        if (exception is TimeoutException || Find<TimeoutException>(exception) is not null) return Timeout(where, exception);
        if (Find<SocketException>(exception) is { } socket && IsUnreachable(socket)) return Unreachable(where, exception);
        return exception.Message.Contains("password", StringComparison.OrdinalIgnoreCase) || exception.Message.Contains("authentication", StringComparison.OrdinalIgnoreCase)
            ? Authentication(where, exception)
            : Lost(where, exception);
    }

    private static LumosException OfServer(PostgresException server, ErrorLocation where) => server.SqlState switch
    {
        "28P01" or "28000" => Authentication(where, server),
        "3D000" => Fail("DATABASE_MISSING", "There is no such database on the server.", where, "Check the name behind the host, or create the database.", server),
        "3F000" => Fail("DATABASE_SCHEMA_MISSING", "There is no such schema in the database.", where, "Name another one with ?schema=, or create it.", server),
        "42501" => Fail("DATABASE_NOT_ALLOWED", "The role has not the right to do this.", where, "Grant it the right, or use another role; docs/postgres.md lists what is needed.", server),
        "53100" => Fail("TARGET_DISK_FULL", "The disk of the database server is full.", where, "Free some space there, then resume the run: finished chunks are kept and the final tables are as they were.", server),
        "54000" or "54011" => Fail("DATABASE_LIMIT", "A row or a table is larger than the server allows: a table has at most 1,600 columns, and what a row cannot store apart must fit into one page (8 KiB, which 1,000 whole numbers fill).", where, "Split the table in the target schema, or leave columns out.", null),
        "53200" => Transient("DATABASE_OUT_OF_MEMORY", "The server ran out of memory.", where, "Lower its work_mem or give it more memory, then resume the run.", server),
        "53300" => Transient("DATABASE_BUSY", "The server takes no more connections.", where, "Close some, or raise max_connections; then resume the run.", server),
        "55P03" => Transient("TARGET_LOCKED", "Another session holds a lock on the table.", where, "Let it finish, or give more time with lock_timeout=; then resume the run.", server),
        "57P03" => Transient("DATABASE_UNREACHABLE", "The server is starting or stopping.", where, "Try again when it is up.", server),
        "57014" => Timeout(where, server),
        "25006" => Fail("DATABASE_READ_ONLY", "The server takes no writes: it is a standby, or set to read only.", where, "Name the primary server.", server),
        "40001" or "40P01" => Transient("DATABASE_CONFLICT", "The server rolled the work back because of another session.", where, "Try again.", server),
        _ when server.SqlState.StartsWith("08", StringComparison.Ordinal) || server.SqlState.StartsWith("57", StringComparison.Ordinal) => Lost(where, server),
        _ when server.IsTransient => Transient("DATABASE_CONFLICT", $"The server could not do it just now ({server.SqlState}).", where, "Try again.", server),

        // The message may quote a value, so it is not passed on.
        _ => Fail("DATABASE_REFUSED", $"The server refused with {server.SqlState}{Named(server)}.", where, "Look into the server's log for the rest.", null),
    };

    private static string Named(PostgresException server) =>
        (server.ConstraintName, server.ColumnName) switch
        {
            ({ Length: > 0 } constraint, _) => $" at constraint '{constraint}'",
            (_, { Length: > 0 } column) => $" at column '{column}'",
            _ => "",
        };

    private static bool IsUnreachable(SocketException socket) => socket.SocketErrorCode is SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.NetworkUnreachable
        or SocketError.NoData or SocketError.TryAgain or SocketError.TimedOut or SocketError.AddressNotAvailable;

    private static LumosException Authentication(ErrorLocation where, Exception cause) => Fail(
        "DATABASE_AUTHENTICATION", "The server did not accept the login.", where,
        "Check the role, and the password in PGPASSWORD, PGPASSFILE or the file PGPASSWORD_FILE names; the server's pg_hba.conf says who may come from where.", cause);

    private static LumosException Unreachable(ErrorLocation where, Exception cause) =>
        Transient("DATABASE_UNREACHABLE", "The server does not answer.", where, "Check host and port, and that the server is up and lets this machine in.", cause);

    private static LumosException Timeout(ErrorLocation where, Exception cause) =>
        new(ErrorCode.Timeout, "DATABASE_TIMEOUT", "The server took longer than allowed.", where, "Give it more time with connect_timeout= or statement_timeout= in the location.", cause);

    private static LumosException Lost(ErrorLocation where, Exception cause) =>
        Transient("DATABASE_CONNECTION_LOST", "The connection to the server was lost.", where, "Resume the run: finished chunks are kept.", cause);

    private static LumosException Transient(string reason, string problem, ErrorLocation where, string nextStep, Exception cause) =>
        new(ErrorCode.TransientError, reason, problem, where, nextStep, cause);

    private static LumosException Fail(string reason, string problem, ErrorLocation where, string nextStep, Exception? cause) =>
        new(ErrorCode.DeterministicFailure, reason, problem, where, nextStep, cause);

    private static T? Find<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found) return found;
        }

        return null;
    }
}
