using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography;
using Lumos.Abstractions;
using MySqlConnector;

namespace Lumos.Connectors.MySql;

/// <summary>The failures of the connector, each with its reason sub-code and next step. None holds a password or a cell value.</summary>
internal static class MySqlErrors
{
    public static LumosException LocationInvalid(string problem, string place, string nextStep) => Fail("DATABASE_LOCATION_INVALID", problem, new ErrorLocation(place), nextStep);

    public static LumosException PasswordFileUnreadable(string file, string place, Exception cause) =>
        Fail("DATABASE_PASSWORD_FILE", $"The file '{file}' that MYSQL_PWD_FILE names cannot be read.", new ErrorLocation(place), "Name a file this process may read; it holds the password and nothing else.", cause);

    public static LumosException TablesMissing(string place, IReadOnlyList<string> missing, IReadOnlyList<string> there) => Fail(
        "INGEST_TABLE_MISSING", $"There is no table {string.Join(", ", missing.Select(name => $"'{name}'"))} the user may read.", new ErrorLocation(place),
        there.Count == 0 ? "The database has no table at all." : $"The database has: {string.Join(", ", there.Take(20))}{(there.Count > 20 ? ", ..." : "")}.");

    public static LumosException NoTables(string place) => Fail("INGEST_DATABASE_EMPTY", "The database has no table the user may read.", new ErrorLocation(place), "Name another database, or grant SELECT.");

    public static LumosException NoSnapshot(string place, IReadOnlyList<(string Name, string Engine)> tables) => Fail(
        "DATABASE_NO_SNAPSHOT", $"The engine of {string.Join(", ", tables.Select(table => $"'{table.Name}' ({table.Engine})"))} keeps no snapshot, so rows could change while they are read.", new ErrorLocation(place),
        "Use InnoDB (ALTER TABLE ... ENGINE = InnoDB), or make sure that nobody writes and add snapshot=off to the location.");

    /// <summary>What the server and the client say, in the words of the taxonomy. A server's message may quote a value, so it is not passed on.</summary>
    public static LumosException Of(Exception exception, string place, string? table = null)
    {
        var where = new ErrorLocation(place, Key: table);
        if (exception is not MySqlException server) return Transient("DATABASE_CONNECTION_LOST", "The connection to the server was lost.", where, "Resume the run, or start it again.", exception);
        return server.ErrorCode switch
        {
            MySqlErrorCode.AccessDenied => Fail(
                "DATABASE_AUTHENTICATION", "The server did not accept the login.", where, "Check the user, and the password in MYSQL_PWD or the file MYSQL_PWD_FILE names.", server),
            _ when server.Message.StartsWith("Authentication method", StringComparison.Ordinal) => Fail(
                "DATABASE_AUTHENTICATION", "The server's way of logging in needs an encrypted connection.", where, "Leave sslmode=disable out of the location, or say sslmode=require.", server),
            MySqlErrorCode.UnknownDatabase => Fail("DATABASE_MISSING", "There is no such database on the server.", where, "Check the name behind the host.", server),
            _ when Has<AuthenticationException>(server) || Has<CryptographicException>(server) || Has<FileNotFoundException>(server) || Has<DirectoryNotFoundException>(server) => Fail(
                "DATABASE_TLS", "No encrypted connection could be agreed on.", where, "Check sslmode, the file sslrootcert names, and the server's certificate and the name in it.", server),
            MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied => Fail(
                "DATABASE_NOT_ALLOWED", "The user has not the right to read this.", where, "Have GRANT SELECT given for it.", server),
            MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.ConnectionCountError => Transient("DATABASE_BUSY", "The server takes no more connections.", where, "Close some, then try again.", server),
            // A connection that could not be made has no number where there is no server to give one.
            MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.None => Unreachable(where, server),
            MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.QueryTimeout => new(ErrorCode.Timeout, "DATABASE_TIMEOUT", "The server took longer than allowed.", where, "Give it more time with connect_timeout=.", server),
            _ when server.IsTransient => Transient("DATABASE_CONFLICT", $"The server could not do it just now ({Number(server)}).", where, "Try again.", server),
            _ when Has<System.Net.Sockets.SocketException>(server) => Unreachable(where, server),
            _ when Has<IOException>(server) => Transient("DATABASE_CONNECTION_LOST", "The connection to the server was lost.", where, "Resume the run, or start it again.", server),
            _ => Fail("DATABASE_REFUSED", $"The server refused with {Number(server)}.", where, "Look into the server's log for the rest."),
        };
    }

    private static LumosException Unreachable(ErrorLocation where, Exception cause) =>
        Transient("DATABASE_UNREACHABLE", "The server does not answer.", where, "Check host and port, and that the server is up and lets this machine in.", cause);

    private static bool Has<T>(Exception? exception) where T : Exception
    {
        while (exception is not (null or T)) exception = exception.InnerException;
        return exception is not null;
    }

    private static string Number(MySqlException server) => server.Number.ToString(CultureInfo.InvariantCulture);

    private static LumosException Transient(string reason, string problem, ErrorLocation where, string nextStep, Exception cause) => new(ErrorCode.TransientError, reason, problem, where, nextStep, cause);

    private static LumosException Fail(string reason, string problem, ErrorLocation where, string nextStep, Exception? cause = null) => new(ErrorCode.DeterministicFailure, reason, problem, where, nextStep, cause);
}
