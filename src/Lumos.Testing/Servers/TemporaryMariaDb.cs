namespace Lumos.Testing.Servers;

/// <summary>
/// A MariaDB server of one's own, for tests: data in a temporary folder, reached by a Unix socket only, gone with <see cref="Dispose"/> or
/// with the process. Needs <c>mariadbd</c> and <c>mariadb-install-db</c> (Debian: mariadb-server).
/// </summary>
/// <remarks>
/// Its session defaults are awkward on purpose: another time zone than UTC and a collation that takes 'a', 'A' and 'á' for one, so that SQL
/// which relies on a default shows. Starting takes about six seconds: share one per test assembly.
/// </remarks>
public sealed class TemporaryMariaDb : IDisposable
{
    private const UnixFileMode OpenToAll = (UnixFileMode)0x1FF;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _folder;
    private readonly ServerProcess _server;

    private TemporaryMariaDb(string folder, string socket, ServerProcess server) => (_folder, SocketPath, _server) = (folder, socket, server);

    /// <summary>The Unix socket it listens on.</summary>
    public string SocketPath { get; }

    /// <summary>Connection string for MySqlConnector: the administrator, without a password, in no database.</summary>
    public string ConnectionString => $"Server={SocketPath};Protocol=Unix;User ID=root;Character Set=utf8mb4;Pooling=false";

    /// <summary>Whether the server's programs are on this machine.</summary>
    public static bool IsInstalled => ServerPrograms.Find("mariadbd") is not null && ServerPrograms.Find("mariadb-install-db") is not null;

    /// <summary>Why tests that need the server are skipped: null where there is one, and on a build machine (CI=true), where a missing one is to be a failure.</summary>
    public static string? WhyMissing => ServerPrograms.WhyMissing(IsInstalled, "MariaDB 10.11 or newer", "mariadb-server");

    /// <summary>Starts a server and waits until it answers, three minutes at most.</summary>
    /// <exception cref="InvalidOperationException">The programs are missing, or the server did not come up; the message says why.</exception>
    public static TemporaryMariaDb Start()
    {
        var program = ServerPrograms.Find("mariadbd");
        var installer = ServerPrograms.Find("mariadb-install-db");
        if (program is null || installer is null) throw new InvalidOperationException("mariadbd and mariadb-install-db are needed: install MariaDB 10.11 or newer (Debian: mariadb-server).");

        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("Unix sockets and users are needed.");

        // The folder must be open to the user the server changes to when root starts it; its data folder is not.
        var folder = Directory.CreateTempSubdirectory("lumos-mariadb-").FullName;
        try
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            var data = Path.Combine(folder, "data");
            var socket = Path.Combine(data, "s");
            string[] user = Environment.IsPrivilegedProcess ? ["--user=mysql"] : [];

            // A server that starts removes every temporary table it finds in this folder, those of other servers too.
            var temporary = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
            File.SetUnixFileMode(temporary, OpenToAll);
            ServerPrograms.Run(installer, ["--no-defaults", .. user, "--datadir=" + data, "--tmpdir=" + temporary, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"], Limit);
            string[] arguments =
            [
                "--no-defaults", .. user, "--datadir=" + data, "--tmpdir=" + temporary, "--socket=" + socket, "--pid-file=" + Path.Combine(data, "pid"), "--skip-networking", "--skip-log-bin", "--performance-schema=off",
                "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0", "--max-allowed-packet=256M", "--tmp-table-size=64M", "--max-heap-table-size=64M",
                "--default-time-zone=+05:30", "--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci",
            ];
            var server = ServerProcess.Start(program, arguments, Path.Combine(folder, "log"), () => MySqlGreeting.Comes(socket), Limit);
            return new TemporaryMariaDb(folder, socket, server);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Stops the server and removes its data.</summary>
    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
