using System.Data;
using System.Data.Common;

namespace Lumos.DuckDb;

public sealed partial class DuckDbConnection
{
    private static readonly (string Name, string Sql, string[] Restrictions)[] Collections =
    [
        ("Tables", "SELECT table_catalog, table_schema, table_name, table_type FROM information_schema.tables", ["table_catalog", "table_schema", "table_name", "table_type"]),
        (
            "Columns",
            "SELECT table_catalog, table_schema, table_name, column_name, ordinal_position, column_default, is_nullable, data_type FROM information_schema.columns",
            ["table_catalog", "table_schema", "table_name", "column_name"]),
        ("Schemata", "SELECT catalog_name, schema_name FROM information_schema.schemata", ["catalog_name", "schema_name"]),
    ];

    /// <summary>The collections <see cref="GetSchema(string, string?[])"/> knows.</summary>
    public override DataTable GetSchema() => GetSchema(DbMetaDataCollectionNames.MetaDataCollections);

    /// <inheritdoc />
    public override DataTable GetSchema(string collectionName) => GetSchema(collectionName, []);

    /// <summary>Describes the database: <c>MetaDataCollections</c>, <c>Tables</c>, <c>Columns</c> or <c>Schemata</c>.</summary>
    /// <param name="collectionName">The collection, in any case.</param>
    /// <param name="restrictionValues">Values of its leading columns that rows must have; null for any.</param>
    public override DataTable GetSchema(string collectionName, string?[] restrictionValues)
    {
        var table = new DataTable(collectionName) { Locale = System.Globalization.CultureInfo.InvariantCulture };
        if (string.Equals(collectionName, DbMetaDataCollectionNames.MetaDataCollections, StringComparison.OrdinalIgnoreCase))
        {
            table.Columns.Add("CollectionName", typeof(string));
            table.Columns.Add("NumberOfRestrictions", typeof(int));
            table.Rows.Add(DbMetaDataCollectionNames.MetaDataCollections, 0);
            foreach (var known in Collections) table.Rows.Add(known.Name, known.Restrictions.Length);
            return table;
        }

        var (name, sql, restrictions) = Collections.FirstOrDefault(known => string.Equals(known.Name, collectionName, StringComparison.OrdinalIgnoreCase));
        if (name is null) throw new ArgumentException($"There is no schema collection '{collectionName}'.", nameof(collectionName));
        using var command = CreateCommand();
        var conditions = new List<string>();
        for (var i = 0; i < Math.Min(restrictions.Length, restrictionValues?.Length ?? 0); i++)
        {
            if (restrictionValues![i] is not { } value) continue;
            conditions.Add($"{restrictions[i]} = ${conditions.Count + 1}");
            command.Parameters.AddValue(value);
        }

        command.CommandText = conditions.Count == 0 ? $"{sql} ORDER BY ALL" : $"{sql} WHERE {string.Join(" AND ", conditions)} ORDER BY ALL";
        using var reader = command.ExecuteReader();
        for (var i = 0; i < reader.FieldCount; i++) table.Columns.Add(reader.GetName(i), reader.GetFieldType(i));
        var row = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(row);
            table.Rows.Add(row);
        }

        return table;
    }
}
