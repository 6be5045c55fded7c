namespace Lumos.Storage.Postgres;

/// <summary>The statements of the store. Vectors travel as arrays of real in binary form, which the server makes vectors of and back without changing a number.</summary>
/// <param name="schema">Schema of the table, quoted.</param>
internal sealed class CentroidSql(string schema)
{
    private const string Table = "domain_centroids";

    /// <summary>Where pgvector is; no row where it is not installed.</summary>
    public const string FindVector = "SELECT n.nspname::text FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'";

    /// <summary>Installs pgvector.</summary>
    public const string InstallVector = "CREATE EXTENSION IF NOT EXISTS vector";

    /// <summary>Lets one process at a time make what is missing: IF NOT EXISTS alone fails where two come at once.</summary>
    public const string Lock = "SELECT pg_catalog.pg_advisory_xact_lock(7817838291735120491)";

    /// <summary>Whether a table of a quoted name is there.</summary>
    public const string Exists = "SELECT pg_catalog.to_regclass($1) IS NOT NULL";

    private readonly string _table = $"{schema}.{Table}";

    /// <summary>Name of the table, quoted.</summary>
    public string TableName => _table;

    /// <summary>The centroids of a set.</summary>
    public string Read => $"SELECT domain, kind, text_hash, centroid::real[] FROM {_table} WHERE catalog_version = $1 AND model = $2 ORDER BY domain COLLATE \"C\", kind COLLATE \"C\"";

    /// <summary>Takes out centroids of domains that are no longer in a set.</summary>
    public string Remove => $"DELETE FROM {_table} c WHERE catalog_version = $1 AND model = $2 AND NOT EXISTS (SELECT FROM unnest($3::text[], $4::text[]) AS k (domain, kind) WHERE k.domain = c.domain AND k.kind = c.kind)";

    /// <summary>Makes schema and table.</summary>
    /// <param name="vector">Schema pgvector is in, quoted.</param>
    public string Create(string vector) => $"""
        CREATE SCHEMA IF NOT EXISTS {schema};
        CREATE TABLE IF NOT EXISTS {_table} (
            catalog_version text NOT NULL,
            model text NOT NULL,
            domain text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('name', 'value')),
            text_hash text NOT NULL,
            centroid {vector}.vector NOT NULL,
            PRIMARY KEY (catalog_version, model, domain, kind))
        """;

    /// <summary>Puts one centroid in, or in the place of the one there is.</summary>
    public string Upsert(string vector) => $"""
        INSERT INTO {_table} AS c (catalog_version, model, domain, kind, text_hash, centroid) VALUES ($1, $2, $3, $4, $5, $6::real[]::{vector}.vector)
        ON CONFLICT (catalog_version, model, domain, kind) DO UPDATE SET text_hash = excluded.text_hash, centroid = excluded.centroid
        WHERE c.text_hash <> excluded.text_hash OR c.centroid::real[] <> excluded.centroid::real[]
        """;

    /// <summary>The nearest centroids of a kind by cosine, all of them looked at. A distance from nought is no number; it counts as no likeness.</summary>
    public string Nearest(string vector) => $"""
        SELECT domain, coalesce(nullif(1 - (centroid OPERATOR({vector}.<=>) $4::real[]::{vector}.vector), 'NaN'::float8), 0) AS likeness FROM {_table}
        WHERE catalog_version = $1 AND model = $2 AND kind = $3 AND {vector}.vector_dims(centroid) = $5
        ORDER BY likeness DESC, domain COLLATE "C" LIMIT $6
        """;
}
