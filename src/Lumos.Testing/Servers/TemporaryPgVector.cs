using System.Globalization;

namespace Lumos.Testing.Servers;

/// <summary>
/// PostgreSQL with pgvector of one's own, for tests: in memory, on a free port of the loopback interface, gone with <see cref="Dispose"/> or with the process. It is PGlite, which runs in Node.js; the test
/// project fetches it (tests/native/PgVector.targets) and names its folder in <c>pgvector.path</c> beside the program.
/// </summary>
/// <remarks>All connections share one session of the server, so only one may be at work at a time: its connection string allows no second one. Starting takes a few seconds: share one.</remarks>
public sealed class TemporaryPgVector : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly ServerProcess _server;
    private readonly string _folder;

    private TemporaryPgVector(ServerProcess server, string folder, int port) => (_server, _folder, Port) = (server, folder, port);

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Connection string for Npgsql: the administrator, in database postgres.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Password=none;Database=postgres;SSL Mode=Disable;Maximum Pool Size=1");

    /// <summary>Starts it and waits until it listens, two minutes at most.</summary>
    /// <exception cref="InvalidOperationException">Node.js or the packages are missing, or it did not come up; the message says why.</exception>
    public static TemporaryPgVector Start()
    {
        var named = Path.Combine(AppContext.BaseDirectory, "pgvector.path");
        if (!File.Exists(named)) throw new InvalidOperationException("There is no pgvector.path beside the program: import tests/native/PgVector.targets in the test project.");
        var node = ServerPrograms.Find("node") ?? throw new InvalidOperationException("node is needed to run PostgreSQL with pgvector: install Node.js 20 or newer.");
        var folder = Directory.CreateTempSubdirectory("lumos-pgvector-").FullName;
        var log = Path.Combine(folder, "log");
        try
        {
            var server = ServerProcess.Start(node, [Path.Combine(File.ReadAllText(named).Trim(), "serve.mjs")], log, () => PortIn(log) > 0, Limit);
            return new TemporaryPgVector(server, folder, PortIn(log));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Stops it.</summary>
    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int PortIn(string log)
    {
        if (!File.Exists(log)) return 0;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        var start = text.IndexOf("port=", StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('\n', start);
        return end < 0 ? 0 : int.Parse(text.AsSpan(start + 5, end - start - 5), CultureInfo.InvariantCulture);
    }
}
