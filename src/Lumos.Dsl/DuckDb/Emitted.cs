namespace Lumos.Dsl.DuckDb;

/// <summary>
/// What an operation compiles to. A decimal may come as its scaled integer (BIGINT), as a DECIMAL, or both; every other type only
/// natively. The value is NULL on an error. <paramref name="Error"/> is the error's number or NULL; it is only asked for where the value is
/// NULL, so it may be dear.
/// </summary>
internal sealed record Emitted(SqlBinding? Native, SqlFragment? Error = null, SqlBinding? Scaled = null)
{
    /// <summary>The value in whichever form it came first.</summary>
    public SqlBinding Value => Native ?? Scaled!;
}
