package dev.concilia.demo;

import java.util.List;

/** Names and streets for the sample's customers. No real person is meant. */
final class CustomerWords {
    static final List<String> FIRST = words("""
            María Guadalupe Sofía Fernanda Valentina Regina Camila Ximena Daniela Andrea Mariana Alejandra Gabriela Paola \
            Verónica Leticia Rosa Carmen Patricia Adriana Lucía Elena Isabel Teresa Norma Juan José Luis Carlos Miguel \
            Jorge Francisco Antonio Alejandro Roberto Ricardo Fernando Eduardo Javier Raúl Sergio Diego Santiago Mateo \
            Emiliano Leonardo Héctor Arturo Óscar Rubén Iván Gustavo Ernesto Manuel""");
    static final List<String> LAST = words("""
            Hernández García Martínez López González Pérez Rodríguez Sánchez Ramírez Cruz Flores Gómez Morales Vázquez \
            Jiménez Reyes Díaz Torres Gutiérrez Ruiz Mendoza Aguilar Ortiz Castillo Moreno Romero Álvarez Chávez Rivera \
            Juárez Ramos Domínguez Herrera Medina Castro Vargas Guzmán Velázquez Muñoz Rojas Contreras Salazar Luna \
            Ortega Guerrero Estrada Bautista Cortés Soto Alvarado""");
    static final List<String> STREETS = List.of(
            "Av. Insurgentes Sur",
            "Calle Madero",
            "Av. Juárez",
            "Calle 5 de Mayo",
            "Av. Revolución",
            "Calle Hidalgo",
            "Calle Morelos",
            "Av. División del Norte",
            "Calle Allende",
            "Eje Central",
            "Calle Durango",
            "Calle Orizaba",
            "Av. Álvaro Obregón",
            "Calle Tonalá",
            "Av. Coyoacán",
            "Calle Amores",
            "Calle Xola",
            "Av. Universidad");
    static final List<String> NEIGHBORHOODS = List.of(
            "Centro",
            "Roma Norte",
            "Roma Sur",
            "Condesa",
            "Del Valle",
            "Narvarte",
            "Portales",
            "Lindavista",
            "Industrial",
            "Doctores",
            "Coyoacán",
            "Santa María la Ribera");
    static final List<String> DIRECTIONS = List.of(
            "Tocar el timbre dos veces",
            "Portón verde, junto a la farmacia",
            "Dejar con el vigilante",
            "Casa de dos pisos, fachada blanca",
            "Llamar al llegar",
            "Edificio B, segundo piso",
            "Frente al parque");
    static final List<String> NOTES = List.of(
            "Prefiere pan recién horneado",
            "Pide factura",
            "Alergia a la nuez",
            "Cliente de los domingos",
            "Encargo de pastel cada mes",
            "Paga con transferencia",
            "Café sin azúcar",
            "Pidió que le avisemos de la rosca");

    private CustomerWords() {}

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
