namespace Lumos.Storage.Postgres;

/// <summary>Where the state is. Read once, when a store is made.</summary>
public sealed class PostgresStateOptions
{
    /// <summary>
    /// Connection string of Npgsql, such as <c>Host=db.example.org;Database=lumos;Username=lumos</c>. A password may be left to PGPASSWORD, PGPASSFILE and <c>~/.pgpass</c>; it is part of no message.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Schema of the tables; made when it is missing. Default <c>lumos</c>.</summary>
    /// <value>1 to 63 bytes, without control characters.</value>
    public string Schema { get; set; } = "lumos";

    /// <summary>Longest a statement may take before the store counts as out of reach. Default 10 s.</summary>
    /// <value>1 s to 10 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
