using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Duplicates;

/// <summary>What a column says about who or what a row is.</summary>
internal enum FieldRole
{
    /// <summary>Nothing that is looked at.</summary>
    None,

    /// <summary>Names of persons, organisations, places to go, titles of works.</summary>
    Name,

    /// <summary>Where it is.</summary>
    Address,

    /// <summary>E-mail, telephone.</summary>
    Contact,

    /// <summary>Birth date, official numbers.</summary>
    Mark,
}

/// <summary>Decides roles from what a column means, else from its header.</summary>
internal static class FieldRoles
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "name", "surname", "forename", "first", "last", "given", "family", "middle", "fullname", "company", "organization", "organisation", "firm", "title", "brand", "author", "authors", "artist" };
    private static readonly HashSet<string> Places = new(StringComparer.Ordinal) { "address", "street", "city", "town", "suburb", "postcode", "postal", "zip", "zipcode", "state", "county", "province", "region", "locality", "municipality", "house", "country", "road", "district", "village" };
    private static readonly HashSet<string> Contacts = new(StringComparer.Ordinal) { "email", "mail", "phone", "telephone", "mobile", "cell", "fax", "tel" };
    private static readonly HashSet<string> Marks = new(StringComparer.Ordinal) { "birth", "dob", "birthdate", "birthday", "ssn", "social", "soc", "tax", "vat", "passport", "license", "licence", "nhs", "npi" };

    /// <summary>The role of a column.</summary>
    /// <param name="header">Name of the column.</param>
    /// <param name="domain">What it means; null when that is not known.</param>
    public static FieldRole Of(string header, string? domain)
    {
        if (domain is not null)
        {
            if (domain is "person.birth_date" or "org.us_ein" || domain.StartsWith("id.", StringComparison.Ordinal) && domain is not ("id.code" or "id.integer" or "id.sku" or "id.uuid" or "id.tracking_number")) return FieldRole.Mark;
            if (domain is "person.first_name" or "person.last_name" or "person.full_name" or "person.name" or "person.maiden_name" or "person.middle_initial" or "org.name" or "org.brand" or "text.title" or "media.title") return FieldRole.Name;
            if (domain.StartsWith("contact.", StringComparison.Ordinal)) return FieldRole.Contact;
            if (domain.StartsWith("geo.", StringComparison.Ordinal) && domain is not ("geo.latitude" or "geo.longitude" or "geo.projected_x" or "geo.projected_y" or "geo.grid_reference")) return FieldRole.Address;
        }

        var words = HeaderWords.Parse(header).Words;
        // When an address was verified, or a name was changed, is neither.
        if (domain?.StartsWith("time.", StringComparison.Ordinal) == true && !words.Any(Marks.Contains)) return FieldRole.None;
        if (words.Any(Contacts.Contains)) return FieldRole.Contact;
        if (words.Any(Marks.Contains)) return FieldRole.Mark;
        if (words.Any(Places.Contains)) return FieldRole.Address;
        return words.Any(Names.Contains) ? FieldRole.Name : FieldRole.None;
    }
}
