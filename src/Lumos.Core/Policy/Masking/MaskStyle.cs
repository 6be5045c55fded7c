namespace Lumos.Core.Policy.Masking;

/// <summary>How a masked value is written.</summary>
internal enum MaskStyle
{
    /// <summary>First letter of local part and host, last label whole.</summary>
    Email,

    /// <summary>Separators and the last two digits.</summary>
    Digits,

    /// <summary>Separators and the last four digits.</summary>
    Card,

    /// <summary>Country and the last two characters.</summary>
    Iban,

    /// <summary>First letter of each word, no digit.</summary>
    Words,

    /// <summary>Layout and year.</summary>
    Date,

    /// <summary>First two characters and the layout.</summary>
    Prefix,

    /// <summary>First group.</summary>
    Network,

    /// <summary>Eight stars whatever the length.</summary>
    Secret,

    /// <summary>Whole degrees or thousands.</summary>
    Coordinate,

    /// <summary>Decade.</summary>
    Age,

    /// <summary>One star.</summary>
    Category,

    /// <summary>Names, numbers and addresses inside a text.</summary>
    FreeText,
}
