using Lumos.Abstractions;

namespace Lumos.Benchmarks.Migration;

/// <summary>The transformation measured: 13 columns in, 20 out, every operation of the language; as pipelines, and as the SQL a careful person would write.</summary>
internal static class OrdersMapping
{
    public static (string Name, ColumnType Type, string Dsl, string Sql)[] Columns { get; } =
    [
        ("order_id", ColumnType.Int64, "order_id | type_cast(int64)", "try_cast(order_id AS BIGINT)"),
        ("first_name", ColumnType.Text, "first_name | trim", "trim(first_name)"),
        ("last_name", ColumnType.Text, "last_name | collapse_whitespace | case(upper)", @"upper(trim(regexp_replace(last_name, '\s+', ' ', 'g')))"),
        ("full_name", ColumnType.Text, "concat(first_name | trim, last_name | collapse_whitespace, separator: \" \", nulls: skip)", @"concat_ws(' ', trim(first_name), trim(regexp_replace(last_name, '\s+', ' ', 'g')))"),
        ("email", ColumnType.Text, "email | trim | case(lower)", "lower(trim(email))"),
        ("email_domain", ColumnType.Text, "email | trim | case(lower) | regex_extract('@([a-z0-9.\\-]+)$', 1)", "nullif(regexp_extract(lower(trim(email)), '@([a-z0-9.-]+)$', 1), '')"),
        ("area_code", ColumnType.Text, "phone | regex_extract('\\(([0-9]{3})\\)', 1)", @"nullif(regexp_extract(phone, '\(([0-9]{3})\)', 1), '')"),
        ("phone", ColumnType.Text, "phone | regex_split(literal: \") \", index: 2)", "split_part(phone, ') ', 2)"),
        ("order_date", ColumnType.Date, "created | date_parse(\"MM/DD/YYYY\")", "CAST(try_strptime(created, '%m/%d/%Y') AS DATE)"),
        ("order_month", ColumnType.Text, "created | date_parse(\"MM/DD/YYYY\") | date_format(\"YYYY-MM\")", "strftime(try_strptime(created, '%m/%d/%Y'), '%Y-%m')"),
        ("birth_date", ColumnType.Date, "birth_date | type_cast(date)", "try_cast(birth_date AS DATE)"),
        ("weight_lb", ColumnType.Decimal(9, 1), "weight_lb | type_cast(decimal(9,1))", "try_cast(weight_lb AS DECIMAL(9,1))"),
        ("weight_kg", ColumnType.Decimal(12, 3), "weight_lb | type_cast(decimal(9,1)) | unit_convert(\"lb\", \"kg\", result: decimal(12,3))", "CAST(round(try_cast(weight_lb AS DECIMAL(9,1)) * 0.45359237, 3) AS DECIMAL(12,3))"),
        ("price", ColumnType.Decimal(9, 2), "price | type_cast(decimal(9,2))", "try_cast(price AS DECIMAL(9,2))"),
        ("quantity", ColumnType.Decimal(6, 0), "quantity | type_cast(decimal(6,0))", "try_cast(quantity AS DECIMAL(6,0))"),
        ("total", ColumnType.Decimal(15, 2), "safe_math(mul, price | type_cast(decimal(9,2)), quantity | type_cast(decimal(6,0)), result: decimal(15,2))", "CAST(try_cast(price AS DECIMAL(9,2)) * try_cast(quantity AS DECIMAL(6,0)) AS DECIMAL(15,2))"),
        ("country", ColumnType.Text, "country | case(upper)", "upper(country)"),
        ("status", ColumnType.Text, "status | map_dict({\"A\": \"active\", \"I\": \"inactive\", \"P\": \"pending\", \"X\": \"closed\"}, on_missing: error)", "CASE status WHEN 'A' THEN 'active' WHEN 'I' THEN 'inactive' WHEN 'P' THEN 'pending' WHEN 'X' THEN 'closed' END"),
        ("street", ColumnType.Text, "address | regex_split(literal: \";\", index: 1)", "split_part(address, ';', 1)"),
        ("city", ColumnType.Text, "address | regex_split(literal: \";\", index: 2)", "split_part(address, ';', 2)"),
    ];

    /// <summary>The target, with its key.</summary>
    public static TargetTable Table { get; } = new()
    {
        Name = "orders",
        Columns = [.. Columns.Select(column => new TargetColumn { Name = column.Name, Type = column.Type, Nullable = column.Name != "order_id" })],
        PrimaryKey = ["order_id"],
    };

    /// <summary>How the target is filled.</summary>
    public static TableMapping Mapping { get; } = new()
    {
        Target = "orders",
        Key = ["order_id"],
        KeyStrategy = "natural",
        Inputs =
        [
            new SourceMapping
            {
                Source = "orders_export",
                Columns = [.. Columns.Select(column => new ColumnMapping
                {
                    Target = column.Name, Type = column.Type, Dsl = column.Dsl, DslHash = "", Sources = [column.Dsl.Split(' ')[0]], Strategy = "override", Confidence = 1, Decision = GateDecision.Accept,
                })],
            },
        ],
    };

    /// <summary>The same as one SELECT over the file.</summary>
    public static string PlainSql(string csv) =>
        $"SELECT {string.Join(", ", Columns.Select(column => $"{column.Sql} AS {column.Name}"))} FROM read_csv('{csv.Replace("'", "''", StringComparison.Ordinal)}', header = true, all_varchar = true, delim = ',', quote = '\"')";
}
