namespace Lumos.Dsl.Model;

/// <summary>Language of the names of months and weekdays in <see cref="DateParse"/> and <see cref="DateFormat"/>.</summary>
public enum DateLanguage
{
    /// <summary><c>en</c></summary>
    English,

    /// <summary><c>de</c></summary>
    German,

    /// <summary><c>fr</c></summary>
    French,

    /// <summary><c>es</c></summary>
    Spanish,

    /// <summary><c>it</c></summary>
    Italian,

    /// <summary><c>nl</c></summary>
    Dutch,

    /// <summary><c>pt</c></summary>
    Portuguese,
}
