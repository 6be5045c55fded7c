using System.Data.Common;
using System.Globalization;

namespace Lumos.Dsl.Vectors;

/// <summary>Makes a <see cref="RunSql"/> of a database connection.</summary>
public static class SqlRows
{
    /// <summary>Runs statements over an open connection, one at a time; the connection is never closed.</summary>
    public static RunSql Over(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return (sql, cancellationToken) =>
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every name and value in it was printed by a dialect's printer.
            command.CommandText = sql;
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            var rows = new List<string?[]>();
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = new string?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
                rows.Add(row);
            }

            return rows;
        };
    }
}
