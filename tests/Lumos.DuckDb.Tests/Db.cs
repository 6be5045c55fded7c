namespace Lumos.DuckDb.Tests;

/// <summary>Short ways to a database in memory.</summary>
internal static class Db
{
    internal static DuckDbConnection Open(string connectionString = "")
    {
        var connection = new DuckDbConnection(connectionString);
        connection.Open();
        return connection;
    }

    internal static T Scalar<T>(this DuckDbConnection connection, string sql, params object?[] values)
    {
        using var command = connection.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddValue(value);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return reader.GetFieldValue<T>(0);
    }
}
