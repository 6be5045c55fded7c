namespace Lumos.Dsl.Sql;

/// <summary>
/// What an operation compiles to. A decimal may come as its scaled integer (64 bits), in the engine's type, or both; every other type only
/// natively. The value is NULL on an error. <paramref name="Error"/> is the error's number or NULL; it is only asked for where the value is
/// NULL, so it may be dear.
/// </summary>
internal sealed record Emitted(SqlBinding? Native, SqlFragment? Error = null, SqlBinding? Scaled = null)
{
    /// <summary>The value in whichever form it came first.</summary>
    public SqlBinding Value => Native ?? Scaled!;
}
