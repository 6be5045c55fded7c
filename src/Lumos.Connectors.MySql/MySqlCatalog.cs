using System.Globalization;
using Lumos.Abstractions;
using MySqlConnector;

namespace Lumos.Connectors.MySql;

/// <summary>A table as the server declares it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Engine">Engine that keeps it; null for a view.</param>
/// <param name="Rows">Rows as the statistics have them; null when they say nothing.</param>
/// <param name="Comment">What its comment says; null for none.</param>
internal sealed record MySqlTable(string Name, string? Engine, long? Rows, string? Comment)
{
    public IReadOnlyList<MySqlColumn> Columns { get; init; } = [];

    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Unique { get; init; } = [];

    public IReadOnlyList<TargetForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>The table in the words of the contract.</summary>
    public TargetTable Declared => new()
    {
        Name = Name,
        Description = Comment,
        Columns = [.. Columns.Select(static column => new TargetColumn { Name = column.Name, Type = column.Type, Nullable = column.Nullable, Description = column.Comment, Enum = column.Members })],
        PrimaryKey = PrimaryKey,
        Unique = Unique,
        ForeignKeys = ForeignKeys,
    };
}

/// <summary>Reads what a database declares from its information schema.</summary>
internal sealed class MySqlCatalog(MySqlConnection connection, string database)
{
    /// <summary>Tables, or tables and views, by name; without their columns.</summary>
    public async ValueTask<IReadOnlyList<MySqlTable>> ListAsync(bool withViews, CancellationToken cancellationToken)
    {
        var tables = await RowsAsync(
            $"SELECT table_name, engine, table_rows, table_comment, table_type FROM information_schema.tables WHERE table_schema = @database AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED'{(withViews ? ", 'VIEW'" : "")})",
            "", reader => new MySqlTable(reader.GetString(0), Text(reader, 1), reader.IsDBNull(2) ? null : Convert.ToInt64(reader.GetValue(2), CultureInfo.InvariantCulture), reader.GetString(4) == "VIEW" ? null : Text(reader, 3)), cancellationToken).ConfigureAwait(false);
        return [.. tables.OrderBy(static table => table.Name, StringComparer.Ordinal)];
    }

    /// <summary>The table with its columns, keys and references.</summary>
    public async ValueTask<MySqlTable> FillAsync(MySqlTable table, CancellationToken cancellationToken)
    {
        var columns = await RowsAsync(
            "SELECT column_name, data_type, column_type, numeric_precision, numeric_scale, is_nullable, column_comment FROM information_schema.columns WHERE table_schema = @database AND table_name = @table ORDER BY ordinal_position",
            table.Name, reader => new MySqlColumn(reader.GetString(0), reader.GetString(1).ToLowerInvariant(), reader.GetString(2), Number(reader, 3), Number(reader, 4), reader.GetString(5) == "YES", Text(reader, 6)), cancellationToken).ConfigureAwait(false);

        // A key over a part of a text, or over an expression, says nothing about the whole value.
        var keys = await RowsAsync(
            "SELECT index_name, column_name, sub_part FROM information_schema.statistics WHERE table_schema = @database AND table_name = @table AND non_unique = 0 ORDER BY index_name, seq_in_index",
            table.Name, reader => (Index: reader.GetString(0), Column: Text(reader, 1), IsPart: !reader.IsDBNull(2)), cancellationToken).ConfigureAwait(false);
        var sets = keys.GroupBy(static key => key.Index, StringComparer.Ordinal).Where(static set => set.All(static key => key is { Column: not null, IsPart: false }))
            .OrderBy(static set => set.Key, StringComparer.Ordinal).ToDictionary(static set => set.Key, static set => (IReadOnlyList<string>)[.. set.Select(static key => key.Column!)], StringComparer.Ordinal);
        var references = await RowsAsync(
            """
            SELECT constraint_name, column_name, referenced_table_name, referenced_column_name FROM information_schema.key_column_usage
            WHERE table_schema = @database AND table_name = @table AND referenced_table_schema = @database ORDER BY constraint_name, ordinal_position
            """,
            table.Name, reader => (Name: reader.GetString(0), From: reader.GetString(1), Parent: reader.GetString(2), To: reader.GetString(3)), cancellationToken).ConfigureAwait(false);
        return table with
        {
            Columns = columns,
            PrimaryKey = sets.GetValueOrDefault("PRIMARY") ?? [],
            Unique = [.. sets.Where(static set => set.Key != "PRIMARY").Select(static set => set.Value)],
            ForeignKeys = [.. references.GroupBy(static row => row.Name, StringComparer.Ordinal).OrderBy(static rows => rows.Key, StringComparer.Ordinal)
                .Select(static rows => new TargetForeignKey([.. rows.Select(static row => row.From)], rows.First().Parent, [.. rows.Select(static row => row.To)]))],
        };
    }

    /// <summary>Whether the user could change rows of the database.</summary>
    public async ValueTask<bool> MayWriteAsync(CancellationToken cancellationToken)
    {
        const string rights = "privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'DROP') AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')";
        var found = await RowsAsync(
            $"""
            SELECT EXISTS (SELECT 1 FROM information_schema.user_privileges WHERE {rights})
                OR EXISTS (SELECT 1 FROM information_schema.schema_privileges WHERE @database LIKE table_schema ESCAPE CHAR(92) AND {rights})
                OR EXISTS (SELECT 1 FROM information_schema.table_privileges WHERE table_schema = @database AND {rights})
            """,
            "", reader => Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture) != 0, cancellationToken).ConfigureAwait(false);
        return found[0] || await MayByRoleAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a role the account may take could write, itself or through another one; the account need not have taken it.</summary>
    private async ValueTask<bool> MayByRoleAsync(CancellationToken cancellationToken)
    {
        var roles = (await GrantsAsync("SHOW GRANTS", cancellationToken).ConfigureAwait(false)).SelectMany(MySqlGrants.Roles).ToList();
        if (roles.Count == 0) return false;
        if (roles[0].Contains('@', StringComparison.Ordinal)) return MayWrite(await GrantsAsync($"SHOW GRANTS FOR CURRENT_USER() USING {string.Join(", ", roles)}", cancellationToken).ConfigureAwait(false));

        // MariaDB shows what a role may to those who took it.
        var before = (await RowsAsync("SELECT CURRENT_ROLE()", "", static reader => Text(reader, 0), cancellationToken).ConfigureAwait(false))[0];
        try
        {
            foreach (var role in roles)
            {
                await ExecuteAsync($"SET ROLE {role}", cancellationToken).ConfigureAwait(false);
                if (MayWrite(await GrantsAsync("SHOW GRANTS", cancellationToken).ConfigureAwait(false))) return true;
            }

            return false;
        }
        finally
        {
            await ExecuteAsync(before is null ? "SET ROLE NONE" : $"SET ROLE `{before.Replace("`", "``", StringComparison.Ordinal)}`", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private bool MayWrite(List<string> grants) => grants.Exists(line => MySqlGrants.MayWrite(line, database));

    private ValueTask<List<string>> GrantsAsync(string sql, CancellationToken cancellationToken) => RowsAsync(sql, "", static reader => reader.GetString(0), cancellationToken);

    private async ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<List<T>> RowsAsync<T>(string sql, string table, Func<MySqlDataReader, T> read, CancellationToken cancellationToken)
    {
        using var command = new MySqlCommand(sql, connection);
        command.Parameters.AddWithValue("@database", database);
        command.Parameters.AddWithValue("@table", table);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var opened = reader.ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }

    private static string? Text(MySqlDataReader reader, int place) => reader.IsDBNull(place) || reader.GetString(place) is not { Length: > 0 } text ? null : text;

    private static int Number(MySqlDataReader reader, int place) => reader.IsDBNull(place) ? 0 : Convert.ToInt32(reader.GetValue(place), CultureInfo.InvariantCulture);
}
