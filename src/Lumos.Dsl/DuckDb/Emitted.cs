namespace Lumos.Dsl.DuckDb;

/// <summary>
/// What an operation compiles to. A decimal may come as its scaled integer (BIGINT), as a DECIMAL, or both; every other type only
/// natively. The value is NULL where <see cref="Error"/> is not.
/// </summary>
internal sealed record Emitted(SqlBinding? Native, SqlBinding? Error = null, SqlBinding? Scaled = null);
