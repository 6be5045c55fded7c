using System.Globalization;
using System.Text;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.EndToEnd.Crashes;

/// <summary>Databases of a PostgreSQL server, one for each run.</summary>
public sealed class PostgresSite : CrashSite
{
    private readonly TemporaryPostgres _server = TemporaryPostgres.Start();
    private string? _earlier;
    private int _databases;

    internal override IReadOnlyList<string> Loads { get; } = ["replace", "upsert", "insert"];

    internal override string NewLocation()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"c{Interlocked.Increment(ref _databases)}");
        Read("postgres", _earlier is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {_earlier}");
        return $"postgres://lumos@/{name}?host={Uri.EscapeDataString(_server.SocketFolder)}";
    }

    internal override void KeepEarlier(string location) => _earlier = DatabaseOf(location);

    internal override void Remove(string location) => Read("postgres", $"DROP DATABASE {DatabaseOf(location)} WITH (FORCE)");

    internal override string Tables(CrashFolder folder, string location) => Rows(location, "nspname = 'public'");

    internal override string Others(CrashFolder folder, string location) => Rows(location, "nspname NOT IN ('public', 'pg_catalog', 'information_schema', 'pg_toast')");

    public override void Dispose()
    {
        base.Dispose();
        _server.Dispose();
    }

    private string Rows(string location, string which)
    {
        var database = DatabaseOf(location);
        var text = new StringBuilder();
        foreach (var table in Read(database, $"SELECT format('%I.%I', nspname, relname) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE relkind = 'r' AND {which} ORDER BY 1"))
        {
            // When something was kept, and in which transaction, differs; all else does not.
            text.Append(table).Append('\n').AppendJoin('\n', Read(database, $"SELECT (to_jsonb(t) - 'promoted_at' - 'keep_until' - 'transaction_id')::text FROM {table} AS t ORDER BY 1")).Append('\n');
        }

        return text.ToString();
    }

    private static string DatabaseOf(string location) => location["postgres://lumos@/".Length..location.IndexOf('?', StringComparison.Ordinal)];

    private List<string> Read(string database, string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
