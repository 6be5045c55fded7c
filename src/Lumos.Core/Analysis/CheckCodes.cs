namespace Lumos.Core.Analysis;

/// <summary>Codes of the checks. Stable: reports, scripts and people refer to them.</summary>
internal static class CheckCodes
{
    // Found from the plan alone.
    public const string Plan = "PLAN";
    public const string Pipeline = "PIPELINE";
    public const string TypeFit = "TYPE_FIT";
    public const string Feasibility = "FEASIBILITY";
    public const string TableUnmapped = "TABLE_UNMAPPED";
    public const string Key = "KEY";
    public const string Reference = "REFERENCE";
    public const string Coverage = "COVERAGE";
    public const string ReplacedUnfed = "REPLACED_UNFED";
    public const string DomainCoverage = "DOMAIN_COVERAGE";
    public const string UnusedSource = "UNUSED_SOURCE";
    public const string Unit = "UNIT";

    // Found from counts over the source, or by running the plan on the sample.
    public const string Sample = "SAMPLE";
    public const string RowFailureRate = "ROW_FAILURE_RATE";
    public const string FailureRate = "FAILURE_RATE";
    public const string NullRate = "NULL_RATE";
    public const string AllNull = "ALL_NULL";
    public const string Enum = "ENUM";
    public const string Width = "WIDTH";
    public const string DuplicateKeyRate = "DUP_KEY_RATE";
    public const string Unique = "UNIQUE";
    public const string Orphans = "FK_ORPHANS";
    public const string JoinOrphans = "JOIN_ORPHANS";
    public const string JoinAmbiguous = "JOIN_AMBIGUOUS";
    public const string DateRange = "DATE_RANGE";
    public const string DateOrder = "DATE_ORDER";
    public const string UnitRange = "UNIT_RANGE";
    public const string AgeRange = "AGE_RANGE";

    // Found by comparing the cells of the source with each other; CELL_TYPO, CELL_DEPENDENCY and so on by kind.
    public const string Cells = "CELLS";

    // Found by comparing rows of the source that say who or what they are.
    public const string FuzzyDuplicates = "FUZZY_DUPLICATES";
}
