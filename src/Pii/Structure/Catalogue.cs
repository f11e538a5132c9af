using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// Whether a text lists goods, ingredients or parts of a program and nothing of it is about a person. Names of chairs, cheeses and enum members are
/// persons' names too, so the tagger must then be surer.
/// </summary>
internal static class Catalogue
{
    /// <summary>How many different words of trade or measure make a list of goods.</summary>
    private const int LeastWords = 2;

    private static readonly HashSet<ulong> Trade = WordHash.SetOf(
        "sku ean upc gtin isbn qty stück stk pcs pièces pezzi stuks sztuk kpl artikel art artikelnr charge lot lotto lote batch partij kg mg ml cl dl tbsp tsp cups cup grams gram oz lb lbs el tl cm mm xl xxl cod ref colour farbe color palette shade " +
        "oven recipe rezept ricetta recette receta recept przepis dough flour teig impasto farina jumper shirt shorts sofa chair table lamp stuhl regal lampe tavolo divano chaise canapé silla mesa warehouse stock lager magazzino variant size taille talla");

    /// <summary>Whether the text lists goods.</summary>
    public static bool IsGoods(in Scan scan)
    {
        ulong first = 0;
        var words = 0;
        foreach (ref readonly var token in scan.Tokens)
        {
            if (token.HasDigit ? !IsMeasure(scan.TextOf(token)) : token.Length > 12 || !Trade.Contains(token.Hash)) continue;
            var kind = token.HasDigit ? 1 : token.Hash;
            if (words > 0 && kind == first) continue;
            if (words == 0) first = kind;
            if (++words == LeastWords) return true;
        }
        return false;
    }

    /// <summary>Whether something else than the tagger found that the text is about a person.</summary>
    public static bool HasPerson(List<Finding> findings, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var finding = findings[i];
            if (finding.Score >= DetectionPolicy.DefaultThreshold && finding.Type is EntityType.Person or EntityType.Email or EntityType.Phone or EntityType.Address or EntityType.DateOfBirth
                or EntityType.Iban or EntityType.UsSsn or EntityType.Passport or EntityType.NationalId or EntityType.MedicalId or EntityType.DriverLicense or EntityType.Username
                or EntityType.Password or EntityType.BankAccount) return true;
        }
        return false;
    }

    /// <summary>180x90, 250ml, 3000K.</summary>
    private static bool IsMeasure(ReadOnlySpan<char> word)
    {
        var digits = word.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && word[digits..] is "ml" or "g" or "kg" or "cl" or "cm" or "mm" or "K" or "W" || (digits > 1 && word[digits] == 'x' && word.Length > digits + 1 && char.IsAsciiDigit(word[^1]));
    }
}
