using System.Collections.Frozen;

namespace Lumos.Core.Mapping.Matching;

/// <summary>What of a thing a column is: the number it goes by, its name, a moment, an amount, a count, a text about it, its address. Two columns of one thing that are different of these are never the same.</summary>
internal static class NameRoles
{
    private static readonly FrozenDictionary<string, Roles> Words = new Dictionary<string, Roles>(StringComparer.Ordinal)
    {
        ["id"] = Roles.Identifier, ["identifier"] = Roles.Identifier, ["number"] = Roles.Identifier, ["no"] = Roles.Identifier, ["nr"] = Roles.Identifier, ["key"] = Roles.Identifier, ["code"] = Roles.Identifier,
        ["sku"] = Roles.Identifier, ["reference"] = Roles.Identifier, ["uuid"] = Roles.Identifier,
        ["name"] = Roles.Name, ["title"] = Roles.Name, ["label"] = Roles.Name,
        ["date"] = Roles.Moment, ["time"] = Roles.Moment, ["datetime"] = Roles.Moment, ["timestamp"] = Roles.Moment, ["day"] = Roles.Moment,
        ["amount"] = Roles.Amount, ["price"] = Roles.Amount, ["cost"] = Roles.Amount, ["fee"] = Roles.Amount, ["salary"] = Roles.Amount,
        ["count"] = Roles.Count, ["quantity"] = Roles.Count,
        ["email"] = Roles.Email, ["mail"] = Roles.Email, ["phone"] = Roles.Phone, ["mobile"] = Roles.Phone, ["fax"] = Roles.Fax, ["address"] = Roles.Address, ["street"] = Roles.Address, ["city"] = Roles.City, ["country"] = Roles.Country,
        ["zip"] = Roles.Postal, ["postal"] = Roles.Postal, ["postcode"] = Roles.Postal, ["type"] = Roles.Type, ["category"] = Roles.Type, ["status"] = Roles.Status, ["url"] = Roles.Url, ["website"] = Roles.Url,
        ["description"] = Roles.Text, ["note"] = Roles.Text, ["notes"] = Roles.Text, ["comment"] = Roles.Text, ["comments"] = Roles.Text,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    [Flags]
    private enum Roles
    {
        None = 0,
        Identifier = 1,
        Name = 2,
        Moment = 4,
        Amount = 8,
        Count = 16,
        Text = 32,
        Email = 64,
        Phone = 128,
        Fax = 256,
        Address = 512,
        City = 1024,
        Country = 2048,
        Postal = 4096,
        Type = 8192,
        Status = 16384,
        Url = 32768,
    }

    private static readonly FrozenSet<string> Groups = new[] { "group", "class", "category", "bracket", "band", "segment", "tier" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Others = new[] { "other", "alternate", "alt", "alternative", "secondary", "additional", "further", "another" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name says that it is another one than the first: "other phone", "alternate address".</summary>
    public static bool IsOther(NameReading name)
    {
        foreach (var word in name.Words)
        {
            if (Others.Contains(word)) return true;
        }

        return false;
    }

    /// <summary>Whether both names say what they are, and it is not the same.</summary>
    public static bool Differ(NameReading source, NameReading target)
    {
        var (a, b) = (Of(source), Of(target));
        return a != Roles.None && b != Roles.None && (a & b) == Roles.None || IsGroupOf(source, target) || IsGroupOf(target, source);
    }

    // "age" is no "age group", nor "food" a "food group".
    private static bool IsGroupOf(NameReading thing, NameReading group) =>
        group.Words is [.., var last] && Groups.Contains(last) && thing.Words.Count > 0 && thing.Words.Count < group.Words.Count && thing.Words.All(word => !Groups.Contains(word) && group.Words.Contains(word));

    private static Roles Of(NameReading name)
    {
        var roles = Roles.None;
        foreach (var word in name.Words) roles |= Words.GetValueOrDefault(word);
        return roles;
    }
}
