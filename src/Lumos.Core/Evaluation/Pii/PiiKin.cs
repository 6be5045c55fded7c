namespace Lumos.Core.Evaluation.Pii;

/// <summary>Labels that name one thing more or less finely; where a gold set is coarser or finer than an answer, neither is wrong.</summary>
internal static class PiiKin
{
    private static readonly string[][] Families =
    [
        ["person.name", "person.full_name", "person.first_name", "person.last_name", "person.middle_initial", "person.maiden_name", "contact.name"],
        ["geo.full_address", "geo.street_address", "geo.street_name"],
        ["geo.point", "geo.latitude", "geo.longitude"],
        ["account.password", "opaque.token"],
    ];

    private static readonly string[] NoPersonalNumbers = ["id.code", "id.integer", "id.isbn", "id.isbn10", "id.isbn13", "id.issn", "id.sku", "id.tracking_number", "id.uuid", "id.passport", "id.driver_license", "id.imei", "id.doi", "id.orcid", "id.ulid", "id.version"];

    /// <summary>Whether two labels are the same, or of one family.</summary>
    public static bool Same(string a, string b)
    {
        if (a == b) return true;
        foreach (var family in Families)
        {
            if (family.Contains(a) && family.Contains(b)) return true;
        }

        return a == "id.national" && IsNational(b) || b == "id.national" && IsNational(a);
    }

    private static bool IsNational(string label) => label.StartsWith("id.", StringComparison.Ordinal) && !NoPersonalNumbers.Contains(label);
}
