package dev.concilia.demo;

import java.util.List;

/** The card of a Mexican bakery with a café. Prices in pesos; a {@code *} line comes in the sizes of its section. */
final class MenuWords {
    /**
     * One category.
     *
     * @param weight how often it is bought from
     * @param taxPercent VAT: bread carries none, what is prepared does
     * @param most largest quantity of one line
     * @param stocked whether its products are counted in the inventory
     * @param sizes name and price factor in percent, or none
     * @param lines {@code name;price}
     */
    record Section(
            String name, int weight, int taxPercent, int most, boolean stocked, List<Size> sizes, String lines) {}

    record Size(String name, int percent) {}

    private static final List<Size> ONE = List.of();
    private static final List<Size> CUPS =
            List.of(new Size("chico", 100), new Size("mediano", 120), new Size("grande", 140));
    private static final List<Size> GLASSES = List.of(new Size("mediano", 100), new Size("grande", 125));
    private static final List<Size> CAKES = List.of(new Size("chico", 100), new Size("grande", 170));

    static final List<String> BRANDS = List.of(
            "La Espiga",
            "Café de Altura Coatepec",
            "Chiapas Tostado",
            "Lácteos San Miguel",
            "Frutería del Valle",
            "Agua Manantial",
            "Chocolate Oaxaqueño",
            "Molino Real");

    static final List<Section> SECTIONS = List.of(
            new Section("Pan dulce", 30, 0, 8, false, ONE, """
                    Concha de vainilla;14
                    Concha de chocolate;14
                    Concha de fresa;14
                    Cuerno de mantequilla;16
                    Oreja;15
                    Garibaldi;18
                    Beso de fresa;17
                    Polvorón de naranja;12
                    Polvorón tricolor;12
                    Moño;15
                    Ojo de buey;16
                    Corbata;15
                    Rebanada de mantequilla;13
                    Pan de elote;22
                    Mantecada;14
                    Panqué de nuez;24
                    Panqué de plátano;24
                    Dona de azúcar;15
                    Dona de chocolate;17
                    Dona glaseada;16
                    Rol de canela;26
                    Rol de canela con nuez;30
                    Chilindrina;14
                    Puerquito de piloncillo;13
                    Campechana;16
                    Bisquet;15
                    Volcán;16
                    Niño envuelto;28
                    Churro relleno de cajeta;20
                    Pan de muerto individual;24
                    Trenza de canela;22
                    Empanada de piña;17
                    Empanada de calabaza;17
                    """),
            new Section("Pan salado", 16, 0, 10, false, ONE, """
                    Bolillo;4
                    Telera;4.5
                    Bolillo integral;6
                    Baguette;32
                    Baguette integral;36
                    Chapata natural;18
                    Chapata de aceituna;24
                    Pan de caja blanco;52
                    Pan de caja integral;58
                    Pan de centeno;68
                    Hogaza de masa madre;85
                    Hogaza de nuez y arándano;98
                    Focaccia de romero;62
                    Pan para hamburguesa;9
                    Media noche;8
                    """),
            new Section("Hojaldre", 8, 0, 3, false, ONE, """
                    Croissant de mantequilla;34
                    Croissant de almendra;46
                    Croissant de chocolate;44
                    Volován de atún;32
                    Volován de champiñón;32
                    Volován de pollo con mole;36
                    Empanada de carne;30
                    Empanada de queso con rajas;30
                    Strudel de manzana;42
                    Palmera de chocolate;28
                    """),
            new Section("Galletas", 7, 0, 6, false, ONE, """
                    Galleta de avena;16
                    Galleta de chispas;18
                    Galleta de nuez;18
                    Galleta decorada;25
                    Alfajor de cajeta;22
                    Macarrón surtido;28
                    Galletas surtidas (250 g);78
                    Galletas surtidas (500 g);145
                    """),
            new Section("Pasteles", 2, 0, 1, false, CAKES, """
                    * Pastel de tres leches;320
                    * Pastel de chocolate;340
                    * Pastel de zanahoria;350
                    * Pastel red velvet;370
                    * Pastel de moka;345
                    * Cheesecake de frutos rojos;390
                    * Pay de limón;280
                    * Pay de queso;295
                    * Tarta de frutas;360
                    * Rosca de reyes;310
                    """),
            new Section("Rebanadas y postres", 6, 0, 2, false, ONE, """
                    Rebanada de tres leches;52
                    Rebanada de chocolate;55
                    Rebanada de zanahoria;55
                    Cheesecake (rebanada);62
                    Flan napolitano;45
                    Gelatina de mosaico;28
                    Arroz con leche;35
                    Mousse de maracuyá;48
                    """),
            new Section("Café caliente", 20, 16, 2, false, CUPS, """
                    * Café americano;34
                    * Café de olla;36
                    * Café con leche;42
                    * Capuchino;48
                    * Latte;48
                    * Latte de vainilla;54
                    * Moka;56
                    * Chocolate caliente;48
                    * Chai latte;56
                    Espresso;30
                    Espresso doble;38
                    Cortado;38
                    Flat white;50
                    """),
            new Section("Café frío", 8, 16, 2, false, GLASSES, """
                    * Americano frío;42
                    * Latte frío;56
                    * Moka frío;62
                    * Cold brew;58
                    * Frappé de café;68
                    * Frappé de cajeta;72
                    * Frappé de galleta;74
                    """),
            new Section("Té e infusiones", 3, 16, 2, false, GLASSES, """
                    * Té verde;36
                    * Té negro;36
                    * Manzanilla;32
                    * Jamaica con canela;36
                    * Tisana de frutas;44
                    """),
            new Section("Jugos y licuados", 6, 16, 2, false, GLASSES, """
                    * Jugo de naranja;42
                    * Jugo verde;48
                    * Jugo de zanahoria;44
                    * Licuado de plátano;46
                    * Licuado de fresa;48
                    * Limonada;36
                    """),
            new Section("Desayunos y chapatas", 7, 16, 2, false, ONE, """
                    Chapata de jamón y queso;82
                    Chapata de pollo al pesto;98
                    Chapata vegetariana;88
                    Chapata de pierna adobada;96
                    Molletes con pico de gallo;68
                    Molletes con chorizo;78
                    Chilaquiles verdes;95
                    Chilaquiles rojos con pollo;115
                    Huevos al gusto;86
                    Omelette de espinaca;98
                    Pan francés;92
                    Fruta con yogur y granola;72
                    Croissant de jamón y queso;76
                    Torta de milanesa;85
                    """),
            new Section("Bebidas embotelladas", 9, 16, 3, true, ONE, """
                    Agua natural 600 ml;16
                    Agua natural 1 L;22
                    Agua mineral 355 ml;24
                    Refresco de cola 355 ml;24
                    Refresco de manzana 355 ml;24
                    Refresco de toronja 355 ml;24
                    Té helado de limón 500 ml;28
                    Jugo de durazno 250 ml;20
                    Leche entera 1 L;32
                    Leche deslactosada 1 L;34
                    Yogur para beber de fresa;22
                    Kombucha de jengibre;58
                    """),
            new Section("Café y despensa", 2, 0, 1, true, ONE, """
                    Café en grano Coatepec 500 g;195
                    Café en grano Chiapas 500 g;189
                    Café molido Coatepec 250 g;105
                    Café molido Chiapas 250 g;99
                    Café descafeinado 250 g;112
                    Chocolate de mesa 500 g;118
                    Mermelada de fresa 300 g;82
                    Mermelada de chabacano 300 g;82
                    Miel de abeja 500 g;125
                    Cajeta quemada 370 g;96
                    Granola de la casa 400 g;98
                    Bolsa de regalo;18
                    """));

    /** Raw materials, {@code name;unit;quantity}: counted, but on no line of a sale. */
    static final String SUPPLIES = """
            Harina de trigo;kg;1800
            Harina integral;kg;620
            Azúcar estándar;kg;740
            Azúcar glass;kg;180
            Mantequilla;kg;420
            Manteca vegetal;kg;260
            Huevo;pieza;5400
            Levadura fresca;kg;85
            Leche para cocina;L;960
            Crema para batir;L;210
            Chocolate amargo;kg;140
            Canela molida;kg;24
            Nuez pecana;kg;76
            Café en grano para barra;kg;310
            Vaso de cartón 12 oz;pieza;9200
            Bolsa de papel;pieza;14000
            """;

    private MenuWords() {}
}
