namespace Lumos.Core.Supervision;

/// <summary>Roles of catalog columns that later stages ask for.</summary>
internal static class CatalogRoles
{
    /// <summary>The column holds whole objects as text, beside the columns of their keys.</summary>
    public const string Object = "object";

    /// <summary>The column holds lists or objects as text, which have no columns of their own in its table.</summary>
    public const string Document = "document";

    /// <summary>The column holds the place of a row in the list it was read from, from 1.</summary>
    public const string Position = "position";

    /// <summary>The column holds the number of the record in its file, because records have no key.</summary>
    public const string RecordNumber = "record_number";

    /// <summary>The column holds the number of the record a row was read from.</summary>
    public const string RecordReference = "record_reference";

    /// <summary>The column holds the single values of a list.</summary>
    public const string Value = "value";
}
