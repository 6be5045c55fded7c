namespace Lumos.Abstractions;

/// <summary>Forms in which a target keeps texts.</summary>
public enum TextForm
{
    /// <summary>JSON as PostgreSQL prints <c>jsonb</c>: of keys that come twice the last, keys by length and then by bytes, one blank behind colons and commas, numbers with all digits written out.</summary>
    Jsonb,

    /// <summary>A time of day as <c>HH:MM:SS</c>, with as many digits behind the second as it has, up to six.</summary>
    Time,

    /// <summary>An array as PostgreSQL prints it, <c>{a,"b 1",NULL}</c>, made of a list of JSON; other texts stay as they are.</summary>
    Array,

    /// <summary>A UUID in lower case with hyphens, whatever its case, with or without hyphens or braces.</summary>
    Uuid,
}
