namespace Lumos.Testing.Servers;

/// <summary>
/// A MySQL server of one's own, for tests: data in a temporary folder, reached by a Unix socket only, gone with <see cref="Dispose"/> or
/// with the process. Needs MySQL's <c>mysqld</c>, not the one of that name that is MariaDB's.
/// </summary>
/// <remarks>
/// Looked for in the folder of the environment variable <c>LUMOS_MYSQL</c>, in <c>~/.cache/lumos/mysql</c>, where <c>.ci/mysql</c> puts it, and where
/// servers are installed. Its session defaults are awkward on purpose, as those of <see cref="TemporaryMariaDb"/>. Starting takes about eight seconds.
/// </remarks>
public sealed class TemporaryMySql : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _folder;
    private readonly ServerProcess _server;

    private TemporaryMySql(string folder, string socket, ServerProcess server) => (_folder, SocketPath, _server) = (folder, socket, server);

    /// <summary>The Unix socket it listens on.</summary>
    public string SocketPath { get; }

    /// <summary>Connection string for MySqlConnector: the administrator, without a password, in no database.</summary>
    public string ConnectionString => $"Server={SocketPath};Protocol=Unix;User ID=root;Character Set=utf8mb4;Pooling=false";

    /// <summary>Why tests that need the server are skipped, or null where there is one. It is no part of Debian's stable releases, so one that is missing is never a failure.</summary>
    public static string? WhyMissing => Find() is null ? "Needs MySQL 8 or newer, which is not installed here (.ci/mysql fetches one)." : null;

    /// <summary>Starts a server and waits until it answers, three minutes at most.</summary>
    /// <exception cref="InvalidOperationException">The program is missing, or the server did not come up; the message says why.</exception>
    public static TemporaryMySql Start()
    {
        var program = Find() ?? throw new InvalidOperationException("MySQL's mysqld is needed: .ci/mysql fetches one.");
        var folder = Directory.CreateTempSubdirectory("lumos-mysql-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            var socket = Path.Combine(folder, "s");

            // It asks to be told that root may run it; nobody else sees its folder.
            string[] user = Environment.IsPrivilegedProcess ? ["--user=root"] : [];
            ServerPrograms.Run(program, ["--no-defaults", .. user, "--initialize-insecure", "--datadir=" + data], Limit);
            string[] arguments =
            [
                "--no-defaults", .. user, "--datadir=" + data, "--tmpdir=" + folder, "--socket=" + socket, "--pid-file=" + Path.Combine(folder, "pid"), "--skip-networking", "--skip-log-bin", "--mysqlx=OFF", "--secure-file-priv=NULL",
                "--performance-schema=OFF", "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF", "--max-allowed-packet=256M", "--group-concat-max-len=1048576",
                "--default-time-zone=+05:30", "--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci",
            ];
            var server = ServerProcess.Start(program, arguments, Path.Combine(folder, "log"), () => MySqlGreeting.Comes(socket), Limit);
            return new TemporaryMySql(folder, socket, server);
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

    // Debian's MariaDB has a link of the same name.
    private static string? Find()
    {
        string?[] folders = [Environment.GetEnvironmentVariable("LUMOS_MYSQL"), Path.Combine(CacheFolder(), "lumos", "mysql"), "/usr/sbin", "/usr/local/sbin", "/usr/local/mysql/bin"];
        return folders.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.Combine(folder!, "mysqld"))
            .FirstOrDefault(path => File.Exists(path) && !(new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.Name.Contains("mariadb", StringComparison.Ordinal) ?? false));
    }

    private static string CacheFolder() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
