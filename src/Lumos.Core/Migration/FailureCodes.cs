namespace Lumos.Core.Migration;

/// <summary>Reason codes of quarantined rows beside those of the transform language (<c>E_CAST</c>, <c>E_DATE</c>, ...) and of <see cref="Supervision.ColumnBreaks"/>.</summary>
internal static class FailureCodes
{
    /// <summary>The source row has more or fewer fields than the table.</summary>
    public const string Ragged = "RAGGED_ROW";

    /// <summary>An earlier row has this key and other values.</summary>
    public const string DuplicateKeyConflict = "DUP_KEY_CONFLICT";

    /// <summary>An earlier row has this key.</summary>
    public const string DuplicateKey = "DUPLICATE_KEY";

    /// <summary>The target has a row of this key, and rows may only be added.</summary>
    public const string KeyExists = "KEY_EXISTS";

    /// <summary>An earlier row has these values in columns that must be unique.</summary>
    public const string Unique = "UNIQUE_VIOLATION";

    /// <summary>The row refers to one that is not there.</summary>
    public const string Orphan = "FK_ORPHAN";

    /// <summary>The row breaks a CHECK constraint of the target's table.</summary>
    public const string Check = "CHECK_VIOLATION";

    /// <summary>What a validation over the whole table finds; the rest is found while a row is transformed.</summary>
    public static bool IsOfValidation(string code) => code is DuplicateKeyConflict or DuplicateKey or KeyExists or Unique or Orphan or Check;
}
