using System.Net.Sockets;

namespace Lumos.Testing.Servers;

/// <summary>
/// A PostgreSQL server of one's own, for tests: data in a temporary folder, reached by a Unix socket only, gone with <see cref="Dispose"/> or
/// with the process. Needs <c>postgres</c> and <c>initdb</c> of version 15 or newer (Debian: postgresql).
/// </summary>
/// <remarks>
/// Its defaults are awkward on purpose: a time zone that once skipped a day and dates written day first, so that SQL which relies on a default shows. Starting
/// takes about two seconds: share one per test assembly.
/// </remarks>
public sealed class TemporaryPostgres : IDisposable
{
    private const int OldestVersion = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _folder;
    private readonly string[] _command;
    private ServerProcess? _server;

    private TemporaryPostgres(string folder, string[] command, ServerProcess server) => (_folder, _command, _server) = (folder, command, server);

    /// <summary>Folder of its Unix socket.</summary>
    public string SocketFolder => _folder;

    /// <summary>Connection string for Npgsql: the administrator, in database postgres.</summary>
    public string ConnectionString => $"Host={_folder};Username=lumos;Database=postgres;Pooling=false";

    /// <summary>Whether the server's programs are on this machine.</summary>
    public static bool IsInstalled => FindPrograms() is not null;

    /// <summary>Why tests that need the server are skipped: null where there is one, and on a build machine (CI=true), where a missing one is to be a failure.</summary>
    public static string? WhyMissing => ServerPrograms.WhyMissing(IsInstalled, "PostgreSQL 15 or newer", "postgresql");

    /// <summary>Starts a server and waits until it answers, three minutes at most.</summary>
    /// <param name="settings">Server settings such as <c>shared_buffers=512MB</c>, over the defaults.</param>
    /// <exception cref="InvalidOperationException">The programs are missing, or the server did not come up; the message says why.</exception>
    public static TemporaryPostgres Start(params IReadOnlyList<string> settings)
    {
        var programs = FindPrograms() ?? throw new InvalidOperationException($"postgres and initdb are needed: install PostgreSQL {OldestVersion} or newer (Debian: postgresql).");
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("Unix sockets and users are needed.");

        var folder = Directory.CreateTempSubdirectory("lumos-postgres-").FullName;
        try
        {
            // The server does not run as root: another user gets the folder and the programs are started as that user.
            string[] asUser = Environment.IsPrivilegedProcess ? AsUser(folder) : [];
            var data = Path.Combine(folder, "data");
            Run([.. asUser, Path.Combine(programs, "initdb"), "-D", data, "-U", "lumos", "-A", "trust", "--no-locale", "--encoding=UTF8", "--no-sync"]);
            string[] command =
            [
                .. asUser, Path.Combine(programs, "postgres"), "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
                "-c", "shared_buffers=32MB", "-c", "max_connections=20", "-c", "dynamic_shared_memory_type=mmap", "-c", "autovacuum=off", "-c", "timezone=Pacific/Apia", "-c", "datestyle=german,dmy",
                .. settings.SelectMany(static setting => new[] { "-c", setting }),
            ];
            return new TemporaryPostgres(folder, command, Start(folder, command));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Kills the server as a power cut would: connections end, and unlogged tables are empty when it is started again.</summary>
    public void Kill()
    {
        _server?.Dispose();
        _server = null;
    }

    /// <summary>Starts the server again after <see cref="Kill"/> and waits until it answers.</summary>
    public void Restart()
    {
        Kill();
        File.Delete(SocketOf(_folder));
        _server = Start(_folder, _command);
    }

    /// <summary>Stops the server and removes its data.</summary>
    public void Dispose()
    {
        Kill();
        Remove(_folder);
    }

    private static ServerProcess Start(string folder, string[] command) =>
        ServerProcess.Start(command[0], command[1..], Path.Combine(folder, "log"), () => Answers(SocketOf(folder)), Limit);

    private static string SocketOf(string folder) => Path.Combine(folder, ".s.PGSQL.5432");

    private static string[] AsUser(string folder)
    {
        var user = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
        Run(["chown", user, folder]);
        return [ServerPrograms.Find("setpriv") ?? throw new InvalidOperationException("setpriv is needed to start PostgreSQL as another user than root (Debian: util-linux)."), "--reuid=" + user, "--regid=" + GroupOf(user), "--clear-groups"];
    }

    private static string GroupOf(string user) => File.ReadLines("/etc/passwd").First(line => line.StartsWith(user + ":", StringComparison.Ordinal)).Split(':')[3];

    private static void Run(string[] command) => ServerPrograms.Run(command[0], command[1..], Limit);

    // Folder of the programs: on PATH, or the newest version Debian keeps beside it.
    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        var newest = folders.Select(folder => (Folder: folder, Version: int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)).Where(found => found.Version >= OldestVersion)
            .OrderByDescending(found => found.Version).Select(found => Path.Combine(found.Folder, "bin")).FirstOrDefault(HasPrograms);
        return newest ?? (ServerPrograms.Find("initdb") is { } path && HasPrograms(Path.GetDirectoryName(path)!) ? Path.GetDirectoryName(path) : null);
    }

    private static bool HasPrograms(string folder) => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    private static ReadOnlySpan<byte> Login => "user\0lumos\0database\0postgres\0\0"u8;

    // A server answers a login with an R, or with an error; while it starts or recovers, with the error 57P03.
    private static bool Answers(string path)
    {
        if (!File.Exists(path)) return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 2000, SendTimeout = 2000 };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.Send([.. (ReadOnlySpan<byte>)[0, 0, 0, (byte)(Login.Length + 8), 0, 3, 0, 0], .. Login]);
            var answer = new byte[512];
            var read = socket.Receive(answer);
            return read > 0 && answer.AsSpan(0, read).IndexOf("57P03"u8) < 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Backends of a killed server may still be writing for a moment.
    private static void Remove(string folder)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                Thread.Yield();
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
        }
    }
}
