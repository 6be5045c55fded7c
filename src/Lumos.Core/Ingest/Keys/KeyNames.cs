using Lumos.Core.Vocabulary;

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

    /// <summary>Whether a column names the table's rows by all of the table's name, abbreviated or not: <c>emp_no</c> of <c>employees</c>. A bare <c>id</c> names the rows of any.</summary>
    public static bool IsOwnHome(string column, string table)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(table);
        return Stem(column) is { } stem && (Singular(stem) == Singular(table) || InFull(stem) == InFull(table));
    }

    // "dept emp" is a department's employee.
    private static string InFull(string name) => string.Join('_', HeaderWords.Parse(name).Words.Select(Singular));

    /// <summary>Whether a table's name says more than a thing's, such as <c>order_product</c> beside <c>product</c>; what only says that it is a table (<c>dim_product</c>) does not count.</summary>
    public static bool IsLonger(string table, string thing)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(thing);
        var (whole, part) = (Singular(table), Singular(thing));
        return whole.Length > part.Length + 1 && whole.EndsWith("_" + part, StringComparison.Ordinal) && !IsPrefix(whole[..^(part.Length + 1)]);
    }

    /// <summary>Whether a column is the table's own identifier: <c>id</c>, or <c>customer_id</c> of <c>customers</c>.</summary>
    public static bool IsHome(string column, string table)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(table);
        return column is "id" or "uuid" or "guid" or "pk" || (Stem(column) is { } stem && (Singular(stem) == Singular(table) || table.EndsWith("_" + stem, StringComparison.Ordinal) || table.EndsWith("_" + Plural(stem), StringComparison.Ordinal) && !table.Contains("_and_", StringComparison.Ordinal) && IsPrefix(table[..^(Plural(stem).Length + 1)])));
    }

    /// <summary>Whether a column names another row of its own table: <c>reports_to</c>, <c>parent_id</c>, <c>manager_employee_id</c> of <c>employees</c>.</summary>
    public static bool NamesOwnKind(string column, string table)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(table);
        var words = column.Split('_');
        if (OtherRowWords.AreIn(words)) return true;
        return Stem(column) is { } stem && stem.Contains('_') && SameThing(stem, table) && Singular(stem) != Singular(table);
    }

    /// <summary>Whether the name of a column is a word for the rows of a table without being its name: <c>ship_via</c> for <c>shippers</c>, <c>support_rep_id</c> for <c>employees</c>.</summary>
    public static bool IsWordFor(string column, string table)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(table);
        var thing = Singular(table[(table.LastIndexOf('_') + 1)..]);
        if (Workers.Contains(thing, StringComparer.Ordinal)) return (Stem(column) ?? column).Split('_').Any(static word => WorkerWords.Contains(word, StringComparer.Ordinal));
        return column.Split('_').Any(word => word.Length >= 4 && thing.Length > word.Length && thing.Length <= word.Length + 3 && thing.StartsWith(word, StringComparison.Ordinal));
    }

    /// <summary>Whether an identifier abbreviates a table's name word by word: <c>product_tmpl</c> and <c>product_templates</c>.</summary>
    public static bool Abbreviates(string stem, string table)
    {
        ArgumentNullException.ThrowIfNull(stem);
        ArgumentNullException.ThrowIfNull(table);
        var (words, whole) = (Singular(stem).Split('_'), Singular(table).Split('_'));
        return words.Length > 1 && words.Length == whole.Length && words.Zip(whole).All(static p => p.First == p.Second || p.First.Length >= 3 && IsWithin(p.First, p.Second)) && words.Zip(whole).Any(static p => p.First == p.Second);

        static bool IsWithin(string part, string word)
        {
            if (part.Length >= word.Length || part[0] != word[0]) return false;
            var at = 0;
            foreach (var letter in word)
            {
                if (at < part.Length && part[at] == letter) at++;
            }

            return at == part.Length;
        }
    }

    /// <summary>Whether an identifier names a row of a table by a role said behind it: <c>partner_shipping_id</c> and <c>partners</c>.</summary>
    public static bool HasRole(string stem, string table)
    {
        ArgumentNullException.ThrowIfNull(stem);
        ArgumentNullException.ThrowIfNull(table);
        var end = stem.LastIndexOf('_');
        return end > 0 && RoleWords.Contains(stem[(end + 1)..], StringComparer.Ordinal) && SameThing(stem[..end], table);
    }

    private static readonly string[] RoleWords = ["shipping", "billing", "invoice", "delivery", "payment", "from", "to", "src", "source", "dest", "destination", "origin", "parent", "owner", "buyer", "seller", "sender", "receiver", "payer", "default", "primary", "secondary", "home", "away", "old", "new", "previous", "next"];
    private static readonly string[] Workers = ["employee", "staff", "person", "people", "user", "worker", "personnel", "member"];
    private static readonly string[] WorkerWords = ["rep", "representative", "manager", "supervisor", "agent", "salesperson", "seller", "employee", "staff", "worker", "clerk", "cashier", "author", "owner", "user", "assignee", "approver", "creator", "operator"];
    private static readonly string[] Prefixes = ["dim", "tbl", "t", "stg", "raw", "src", "d", "fact"];

    private static bool IsPrefix(string word) => Prefixes.Contains(word, StringComparer.Ordinal);

    private static string Plural(string name) => name.EndsWith('s') ? name : name + "s";

    /// <summary>A name without the ending of its plural.</summary>
    public static string Singular(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.EndsWith("ies", StringComparison.Ordinal) && name.Length > 4) return name[..^3] + "y";
        if (name.EndsWith("sses", StringComparison.Ordinal) || name.EndsWith("xes", StringComparison.Ordinal) || name.EndsWith("ches", StringComparison.Ordinal)) return name[..^2];
        return name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) && name.Length > 3 ? name[..^1] : name;
    }
}
