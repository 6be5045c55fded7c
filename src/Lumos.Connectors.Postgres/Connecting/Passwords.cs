namespace Lumos.Connectors.Postgres.Connecting;

/// <summary>Finds the password of a login, which no location may hold. PGPASSWORD, PGPASSFILE and <c>~/.pgpass</c> are the client's own.</summary>
internal static class Passwords
{
    private const string FileVariable = "PGPASSWORD_FILE";

    /// <summary>The password; null leaves it to the client.</summary>
    public static async ValueTask<string?> FindAsync(PostgresLocation location, PostgresOptions options, CancellationToken cancellationToken)
    {
        var login = new PostgresLogin(location.Host, location.Port, location.Database, location.User);
        if (options.Password is { } ask && await ask(login, cancellationToken).ConfigureAwait(false) is { } given) return given;
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } file) return null;
        try
        {
            return (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PostgresErrors.PasswordFileUnreadable(file, location.Name, exception);
        }
    }
}
