namespace Lumos.Core.Ingest.Keys;

/// <summary>What the names of key columns and tables say about each other.</summary>
internal static class KeyNames
{
    private static readonly string[] Suffixes = ["_id", "_key", "_no", "_nr", "_num", "_number", "_code", "_uuid", "_guid", "_ref", "_pk", "_fk"];

    /// <summary>The thing an identifier names: <c>customer</c> of <c>customer_id</c>; null when it is no identifier.</summary>
    public static string? Stem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var suffix in Suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)) return name[..^suffix.Length];
        }

        if (name.StartsWith("id_", StringComparison.Ordinal) && name.Length > 3) return name[3..];
        return name.Length > 3 && name.EndsWith("id", StringComparison.Ordinal) ? name[..^2].TrimEnd('_') : null;
    }

    /// <summary>Whether two names mean the same thing apart from plural and prefixes: <c>customer</c> and <c>dim_customers</c>.</summary>
    public static bool SameThing(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (x, y) = (Singular(a), Singular(b));
        if (x == y) return true;
        return Ends(x, y) || Ends(y, x);

        static bool Ends(string longer, string shorter) => shorter.Length >= 3 && longer.EndsWith("_" + shorter, StringComparison.Ordinal);
    }

    private static string Singular(string name)
    {
        if (name.EndsWith("ies", StringComparison.Ordinal) && name.Length > 4) return name[..^3] + "y";
        if (name.EndsWith("sses", StringComparison.Ordinal) || name.EndsWith("xes", StringComparison.Ordinal) || name.EndsWith("ches", StringComparison.Ordinal)) return name[..^2];
        return name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) && name.Length > 3 ? name[..^1] : name;
    }
}
