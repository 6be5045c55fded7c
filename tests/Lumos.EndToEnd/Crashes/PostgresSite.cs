using System.Text;
using Lumos.Testing.Servers;
using Npgsql;

namespace Lumos.EndToEnd.Crashes;

/// <summary>A database of a PostgreSQL server.</summary>
public sealed class PostgresSite : CrashSite
{
    private const string Database = "shop";
    private readonly TemporaryPostgres _server = TemporaryPostgres.Start();

    public PostgresSite() => Read("postgres", $"CREATE DATABASE {Database}");

    internal override IReadOnlyList<CrashWay> Ways { get; } =
        [new("replace", 1), new("replace", 3), new("upsert", 3), new("insert", 1), new("upsert", 3, Feed: CrashFeed.Watermark), new("upsert, delete missing", 1, Feed: CrashFeed.Clean)];

    internal override string Location => $"postgres://lumos@/{Database}?host={Uri.EscapeDataString(_server.SocketFolder)}";

    internal override void SaveTarget(int earlier) => Read("postgres", $"CREATE DATABASE {NameOf(earlier)} TEMPLATE {Database}");

    internal override void RestoreTarget(int? earlier)
    {
        Read("postgres", $"DROP DATABASE {Database} WITH (FORCE)");
        Read("postgres", $"CREATE DATABASE {Database} TEMPLATE {(earlier is { } number ? NameOf(number) : "template0")}");
    }

    internal override string Tables(CrashFolder folder) => Rows("nspname = 'public'");

    internal override string Others(CrashFolder folder) => Rows("nspname NOT IN ('public', 'pg_catalog', 'information_schema', 'pg_toast')");

    public override void Dispose()
    {
        base.Dispose();
        _server.Dispose();
    }

    private static string NameOf(int earlier) => FormattableString.Invariant($"{Database}_{earlier}");

    private string Rows(string which)
    {
        var text = new StringBuilder();
        foreach (var table in Read(Database, $"SELECT format('%I.%I', nspname, relname) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE relkind = 'r' AND {which} ORDER BY 1"))
        {
            // When something was kept, and in which transaction, differs; all else does not.
            text.Append(table).Append('\n').AppendJoin('\n', Read(Database, $"SELECT (to_jsonb(t) - 'promoted_at' - 'keep_until' - 'transaction_id')::text FROM {table} AS t ORDER BY 1")).Append('\n');
        }

        return text.ToString();
    }

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
