using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lumos.DuckDb;

namespace Lumos.EndToEnd.Crashes;

/// <summary>A DuckDB file.</summary>
public sealed class DuckDbSite : CrashSite
{
    internal override IReadOnlyList<CrashWay> Ways { get; } =
    [
        new("replace", 1), new("replace", 3), new("upsert", 3), new("insert", 1), new("upsert", 3, Feed: CrashFeed.Watermark), new("upsert, delete missing", 1, Feed: CrashFeed.Clean),
        new("replace", 1, Feed: CrashFeed.InEngine), new("upsert", 3, Feed: CrashFeed.InEngine),
    ];

    internal override string Location => "out/shop.duckdb";

    internal override string Tables(CrashFolder folder) => Read(folder, "schema_name = 'main' AND table_name IN ('orders', 'order_lines')");

    internal override string Others(CrashFolder folder) => Read(folder, "NOT (schema_name = 'main' AND table_name IN ('orders', 'order_lines'))");

    private static string Read(CrashFolder folder, string which)
    {
        using var connection = new DuckDbConnection(new DuckDbConnectionStringBuilder { DataSource = Path.Combine(folder.Out, "shop.duckdb"), ReadOnly = true }.ConnectionString);
        connection.Open();
        var text = new StringBuilder();
        foreach (var table in Rows(connection, $"SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE {which} ORDER BY 1"))
        {
            // When something was kept depends on the clock; all else does not.
            var columns = table == "lumos_kept.versions" ? "* EXCLUDE (promoted_at, keep_until)" : "*";
            text.Append(table).Append('\n').AppendJoin('\n', Rows(connection, $"SELECT t::VARCHAR FROM (SELECT {columns} FROM {table}) AS t ORDER BY 1")).Append('\n');
        }

        return text.ToString();
    }

    private static List<string> Rows(DuckDbConnection connection, string sql)
    {
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }
}

/// <summary>A folder of Parquet files, or of folders of them, which can only be replaced.</summary>
public sealed class ParquetSite : CrashSite
{
    private const string Folders = "{ orders: { partition_by: [ship_country, currency_code], sort_by: order_date desc }, order_lines: { sort_by: sku, rows_per_file: 40 } }";

    internal override IReadOnlyList<CrashWay> Ways { get; } = [new("replace", 1, Folders), new("replace", 3), new("replace", 3, Folders), new("replace", 1)];

    internal override string Location => "out/";

    internal override string Tables(CrashFolder folder) => string.Concat(
        Directory.GetFiles(folder.Out, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(folder.Out, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}\n"));

    internal override string Others(CrashFolder folder) => "";
}
